package dev.countersign.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// One running server: from the start of its process until that has ended.
final class Postmaster {
  private static final Duration FAST_SHUTDOWN = Duration.ofSeconds(60);

  private final Process process;
  private final Path data;
  private final PostmasterFile about;

  private Postmaster(Process process, Path data, PostmasterFile about) {
    this.process = process;
    this.data = data;
    this.about = about;
  }

  /// What is needed to start a server.
  record Start(
      Path programs,
      Path data,
      ServerAccount account,
      ServerLog log,
      Map<String, String> settings,
      Duration timeout,
      BooleanSupplier cancelled) {}

  /// The port was taken between its choice and the start.
  static final class PortTakenException extends EmbeddedPostgresException {
    PortTakenException(int port) {
      super("Port " + port + " on 127.0.0.1 is in use by another program.");
    }
  }

  /// Returns when the server accepts connections, crash recovery included.
  static Postmaster start(Start start, int port) throws IOException, InterruptedException {
    new Leftovers(start.data()).stop();
    start.log().prepare();
    long logStart = start.log().size();
    Process process =
        new ServerCommand(start.account())
            .runDetached(start.data(), commandLine(start, port))
            .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(start.log().file().toFile()))
            .start();
    long deadline = System.nanoTime() + start.timeout().toNanos();
    try {
      while (System.nanoTime() < deadline && !start.cancelled().getAsBoolean()) {
        Optional<PostmasterFile> file = PostmasterFile.read(start.data());
        if (file.isPresent() && file.get().ready() && process.isAlive()) {
          return new Postmaster(process, start.data(), file.get());
        }
        if (process.waitFor(5, TimeUnit.MILLISECONDS)) {
          throw ended(start, port, start.log().since(logStart));
        }
      }
      throw new EmbeddedPostgresException(
          "The database did not become ready within "
              + start.timeout()
              + ": "
              + start.log().file());
    } catch (IOException | InterruptedException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static EmbeddedPostgresException ended(Start start, int port, String log) {
    if (log.contains("Address already in use")) {
      return new PortTakenException(port);
    }
    return new EmbeddedPostgresException(
        "The database in " + start.data() + " did not start. It wrote:\n" + log);
  }

  private static List<String> commandLine(Start start, int port) {
    List<String> line =
        new ArrayList<>(
            List.of(
                start.programs().resolve("bin").resolve("postgres").toString(),
                "-D",
                ServerCommand.dataArgument(start.data())));
    start.settings().forEach((name, value) -> line.addAll(List.of("-c", name + "=" + value)));
    line.addAll(List.of("-c", "port=" + port));
    return line;
  }

  int port() {
    return about.port();
  }

  long pid() {
    return about.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// True when the server has ended.
  boolean awaitEnd(Duration patience) throws InterruptedException {
    return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Ends the sessions, writes a checkpoint and stops; returns when nothing runs any more.
  void stop() throws IOException, InterruptedException {
    if (process.isAlive()) {
      Signal.FAST_SHUTDOWN.send(about.pid());
      if (!awaitEnd(FAST_SHUTDOWN)) {
        Signal.QUIT.send(about.pid());
      }
    }
    new Leftovers(data).stop();
  }
}
