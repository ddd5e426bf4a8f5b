package dev.countersign.postgres;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The signals PostgreSQL understands; the JDK itself can send only SIGTERM and SIGKILL.
enum Signal {
  /// Ends the sessions and shuts down with a checkpoint.
  FAST_SHUTDOWN("INT"),
  /// Ends at once; the next start recovers from the log.
  QUIT("QUIT"),
  KILL("KILL");

  private static final Logger LOG = LoggerFactory.getLogger(Signal.class);

  private final String name;

  Signal(String name) {
    this.name = name;
  }

  void send(long pid) {
    try {
      // The shell's own kill: the program of that name is missing from small images.
      Process kill =
          new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + pid)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (kill.waitFor() != 0) {
        LOG.debug("SIG{} found no process {}", name, pid);
      }
    } catch (IOException e) {
      throw new EmbeddedPostgresException("SIG" + name + " could not be sent to " + pid, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
