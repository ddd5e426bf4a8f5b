package dev.countersign.benchmarks;

import dev.countersign.postgres.Credentials;
import dev.countersign.postgres.EmbeddedPostgres;
import dev.countersign.postgres.EmbeddedPostgresConfig;
import dev.countersign.postgres.RunningPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The service in a JVM of its own on a directory, as an operator would run it. */
final class ServiceProcess implements AutoCloseable {
  private static final Duration READY_WITHIN = Duration.ofMinutes(3);

  private final Process process;
  private final URI base;
  private final Path directory;
  private final Duration startedIn;

  private ServiceProcess(Process process, URI base, Path directory, Duration startedIn) {
    this.process = process;
    this.base = base;
    this.directory = directory;
    this.startedIn = startedIn;
  }

  /**
   * Starts the service and waits until it is ready. Its output is appended to {@code service.log}.
   */
  static ServiceProcess start(Path directory, Map<String, String> settings) {
    long begun = System.nanoTime();
    int port = freePort();
    List<String> command =
        java("serve", "--port", Integer.toString(port), "--data", directory.toString());
    try {
      Files.createDirectories(directory);
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().putAll(settings);
      builder.redirectErrorStream(true);
      builder.redirectOutput(
          ProcessBuilder.Redirect.appendTo(directory.resolve("service.log").toFile()));
      Process process = builder.start();
      URI base = URI.create("http://127.0.0.1:" + port);
      awaitReady(process, base, directory);
      return new ServiceProcess(
          process, base, directory, Duration.ofNanos(System.nanoTime() - begun));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command that works on the store, prints what it says, and wants it to find no fault. */
  static void command(Path directory, String... words) {
    List<String> command = java(words);
    command.addAll(List.of("--data", directory.toString()));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IllegalStateException(String.join(" ", words) + " found a fault");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted during " + String.join(" ", words), e);
    }
  }

  // With the options the launcher gives it, but for what only hushes warnings.
  private static List<String> java(String... words) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xms64m",
                "-Xmx256m",
                "-XX:+UseCompactObjectHeaders",
                "-XX:ReservedCodeCacheSize=96m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.countersign.server.Main"));
    command.addAll(List.of(words));
    return command;
  }

  URI base() {
    return base;
  }

  Duration startedIn() {
    return startedIn;
  }

  /** SIGKILL to the service alone; its database goes on as an orphan. */
  void kill() {
    process.destroyForcibly();
    await(process);
  }

  /** SIGKILL to the postmaster. */
  void killDatabase() {
    databaseHandle().ifPresent(ProcessHandle::destroyForcibly);
  }

  /** SIGSTOP to the postmaster and all of its processes: connections stand, and answer nothing. */
  void pauseDatabase() {
    signalDatabase("STOP");
  }

  void resumeDatabase() {
    signalDatabase("CONT");
  }

  /** SIGSTOP to the service: its connections stand, and it answers nothing. */
  void pause() {
    send("STOP", process.pid());
  }

  void resume() {
    send("CONT", process.pid());
  }

  private void signalDatabase(String signal) {
    databaseHandle().stream()
        .flatMap(postmaster -> Stream.concat(Stream.of(postmaster), postmaster.descendants()))
        .forEach(handle -> send(signal, handle.pid()));
  }

  private static void send(String signal, long pid) {
    try {
      await(new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** CPU time used so far by the service and by every process of its database. */
  Cpu cpu() {
    Duration service = process.info().totalCpuDuration().orElse(Duration.ZERO);
    Duration database =
        databaseHandle().stream()
            .flatMap(postmaster -> Stream.concat(Stream.of(postmaster), postmaster.descendants()))
            .map(handle -> handle.info().totalCpuDuration().orElse(Duration.ZERO))
            .reduce(Duration.ZERO, Duration::plus);
    return new Cpu(service, database);
  }

  /** Its embedded database, as the role that may do everything. */
  Connection database() throws SQLException {
    try (RunningPostgres postgres = EmbeddedPostgres.attach(EmbeddedPostgresConfig.in(directory))) {
      Credentials superuser = postgres.superuser();
      String url =
          "jdbc:postgresql://127.0.0.1:%d/%s".formatted(postgres.port(), EmbeddedPostgres.DATABASE);
      return DriverManager.getConnection(url, superuser.user(), superuser.password());
    }
  }

  /** Resident memory of the service in MiB, where the system tells. */
  long residentMebibytes() {
    try (Stream<String> status = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return status
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
          .findFirst()
          .orElse(-1);
    } catch (IOException e) {
      return -1;
    }
  }

  /** SIGTERM, and waits for the end of the service. */
  @Override
  public void close() {
    process.destroy();
    await(process);
  }

  record Cpu(Duration service, Duration database) {
    Cpu minus(Cpu before) {
      return new Cpu(service.minus(before.service), database.minus(before.database));
    }
  }

  private Optional<ProcessHandle> databaseHandle() {
    try (Stream<Path> files = Files.walk(directory, 4)) {
      return files
          .filter(file -> file.getFileName().toString().equals("postmaster.pid"))
          .findFirst()
          .flatMap(ServiceProcess::pidIn)
          .flatMap(ProcessHandle::of);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Long> pidIn(Path file) {
    try {
      return Files.readAllLines(file).stream().findFirst().map(String::trim).map(Long::valueOf);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static void awaitReady(Process process, URI base, Path directory) {
    HttpRequest ready =
        HttpRequest.newBuilder(base.resolve("/health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    try (HttpClient http = HttpClient.newHttpClient()) {
      while (System.nanoTime() < deadline) {
        if (!process.isAlive()) {
          throw new IllegalStateException(
              "the service ended at its start; see " + directory.resolve("service.log"));
        }
        try {
          if (http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
            return;
          }
        } catch (IOException notYet) {
          LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException("interrupted while the service started", e);
        }
      }
    }
    process.destroyForcibly();
    throw new IllegalStateException("the service was not ready within " + READY_WITHIN);
  }

  private static void await(Process process) {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the service did not end within a minute");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the service ended", e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
