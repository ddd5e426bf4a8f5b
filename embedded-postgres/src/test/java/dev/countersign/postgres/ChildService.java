package dev.countersign.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A service in a JVM of its own, to be killed.
final class ChildService implements AutoCloseable {
  private final Path directory;
  private final Process process;
  private final long databasePid;

  private ChildService(Path directory, Process process, long databasePid) {
    this.directory = directory;
    this.process = process;
    this.databasePid = databasePid;
  }

  static ChildService start(Path directory) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dsun.jnu.encoding=UTF-8",
            "-cp",
            System.getProperty("java.class.path"),
            ServiceMain.class.getName(),
            directory.toString(),
            Servers.PROGRAMS.toString());
    builder.environment().put("COUNTERSIGN_TEST_SECRET", "not-for-the-database");
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    String line = output.readLine();
    while (line != null && !line.startsWith("ready ")) {
      line = output.readLine();
    }
    if (line == null) {
      throw new IOException("the child service ended before it was ready");
    }
    return new ChildService(directory, process, Long.parseLong(line.split(" ", -1)[1]));
  }

  long pid() {
    return process.pid();
  }

  long databasePid() {
    return databasePid;
  }

  /// A process that has ended but that nobody has reaped yet is not alive.
  boolean databaseIsAlive() throws IOException {
    return new Leftovers(directory.resolve("postgres/data"))
        .find().stream().anyMatch(alive -> alive.pid() == databasePid);
  }

  /// SIGKILL: the service has no chance to stop its database.
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  void killDatabase() {
    Signal.KILL.send(databasePid);
  }

  /// SIGTERM; returns whether the service ended.
  boolean terminate() throws InterruptedException {
    process.destroy();
    return process.waitFor(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    kill();
  }
}
