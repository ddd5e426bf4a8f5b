package dev.countersign.testsupport;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;

/// A real Redis server in a process of its own: nothing on disk, on loopback, on a port that stays
/// the same when it is killed and started again. Needs no Redis on the machine.
public final class TestRedis implements AutoCloseable {
  private static @Nullable TestRedis shared;
  private static @Nullable File executable;

  private final int port;
  private @Nullable Process process;

  private TestRedis(int port) {
    this.port = port;
  }

  /// The server of this JVM, for tests that leave it running. Tests share it, so they bring their
  /// own keys.
  public static synchronized TestRedis shared() {
    TestRedis running = shared;
    if (running == null) {
      running = start();
      shared = running;
    }
    return running;
  }

  /// A server of the test's own, which it may kill.
  public static TestRedis start() {
    TestRedis redis = new TestRedis(freePort());
    redis.startAgain();
    Runtime.getRuntime().addShutdownHook(new Thread(redis::close));
    return redis;
  }

  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  /// Starts a server that was killed, empty.
  public synchronized void startAgain() {
    if (process != null) {
      throw new IllegalStateException("Redis is running");
    }
    try {
      Process started =
          new ProcessBuilder(
                  executable().getPath(),
                  "--port",
                  Integer.toString(port),
                  "--bind",
                  "127.0.0.1",
                  "--save",
                  "",
                  "--appendonly",
                  "no")
              .redirectErrorStream(true)
              .start();
      process = started;
      awaitReady(started);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Ends the server as SIGKILL does: connections break, and everything in it is lost.
  public synchronized void kill() {
    Process running = process;
    if (running != null) {
      process = null;
      running.destroyForcibly();
      try {
        running.waitFor(10, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Holds the server without ending it: connections stay open and nothing answers.
  public void pause() {
    signal("-STOP");
  }

  /// Lets a paused server go on.
  public void resume() {
    signal("-CONT");
  }

  @Override
  public void close() {
    kill();
  }

  private synchronized void signal(String name) {
    Process running = process;
    if (running == null) {
      throw new IllegalStateException("Redis is not running");
    }
    try {
      int code = new ProcessBuilder("kill", name, Long.toString(running.pid())).start().waitFor();
      if (code != 0) {
        throw new IllegalStateException("kill " + name + " ended with " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  // The rest of its output is read too, or it would wait for a reader one day.
  private static void awaitReady(Process started) throws IOException {
    BufferedReader output = started.inputReader(StandardCharsets.UTF_8);
    List<String> said = new ArrayList<>();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      said.add(line);
      if (line.contains("Ready to accept connections")) {
        Thread.ofVirtual().start(() -> output.lines().forEach(ignored -> {}));
        return;
      }
    }
    throw new IllegalStateException("Redis did not start: " + String.join("\n", said));
  }

  private static synchronized File executable() throws IOException {
    File found = executable;
    if (found == null) {
      found = ExecutableProvider.newJarResourceProvider().get();
      executable = found;
    }
    return found;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
