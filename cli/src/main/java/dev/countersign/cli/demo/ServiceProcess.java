package dev.countersign.cli.demo;

import dev.countersign.client.CountersignClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The service as a child of this process; it ends with it. */
final class ServiceProcess implements AutoCloseable {
  private static final Duration READY_WITHIN = Duration.ofSeconds(90);
  private static final Duration STOPPED_WITHIN = Duration.ofSeconds(45);
  private static final Duration ASK_EVERY = Duration.ofMillis(50);
  private static final int LINES_SHOWN = 15;

  /** In good order, by Ctrl-C, or by SIGTERM. */
  private static final Set<Integer> ASKED_TO_END = Set.of(0, 130, 143);

  /** What the child may know of our surroundings: it has a directory and settings of its own. */
  private static final Set<String> PASSED_ON =
      Set.of("COUNTERSIGN_JAVA_OPTIONS", "COUNTERSIGN_SERVICE_NOTES");

  private final Process process;
  private final Path log;
  private final Thread stopWithUs = new Thread(this::stop, "stop-service");

  private ServiceProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    Runtime.getRuntime().addShutdownHook(stopWithUs);
  }

  /**
   * Starts it.
   *
   * @param launcher the script that runs it
   * @param settings more environment variables
   * @param log where what it prints goes
   */
  static ServiceProcess start(
      String launcher, int port, Path data, Map<String, String> settings, Path log) {
    ProcessBuilder builder =
        new ProcessBuilder(
            launcher, "serve", "--port", Integer.toString(port), "--data", data.toString());
    Map<String, String> environment = builder.environment();
    environment
        .keySet()
        .removeIf(name -> name.startsWith("COUNTERSIGN_") && !PASSED_ON.contains(name));
    environment.put("COUNTERSIGN_BUILD", "never");
    environment.putAll(settings);
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return new ServiceProcess(process, log);
    } catch (IOException e) {
      throw new DemoFailedException("The service could not be started: " + e.getMessage(), e);
    }
  }

  /** Waits until it answers that it is ready. */
  void awaitReady(CountersignClient client) {
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    while (!client.health().ready()) {
      if (ended(ASK_EVERY)) {
        throw new DemoFailedException("The service did not start:\n" + lastLines());
      }
      if (System.nanoTime() > deadline) {
        throw new DemoFailedException(
            "The service was not ready within %d seconds:%n%s"
                .formatted(READY_WITHIN.toSeconds(), lastLines()));
      }
    }
  }

  /** Waits until it ends, and fails where nobody asked it to. */
  void awaitEnd() {
    try {
      int status = process.waitFor();
      if (!ASKED_TO_END.contains(status)) {
        throw new DemoFailedException("The service has ended by itself; see " + log);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops it in good order. */
  @Override
  public void close() {
    stop();
    try {
      Runtime.getRuntime().removeShutdownHook(stopWithUs);
    } catch (IllegalStateException e) {
      // We are ending already: the hook runs, and finds nothing to do.
      return;
    }
  }

  private void stop() {
    process.destroy();
    if (!ended(STOPPED_WITHIN)) {
      process.destroyForcibly();
    }
  }

  private boolean ended(Duration within) {
    try {
      return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }

  private String lastLines() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join(
          "\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
