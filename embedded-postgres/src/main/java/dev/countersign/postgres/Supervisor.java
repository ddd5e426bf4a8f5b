package dev.countersign.postgres;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches the server and starts it again, on the same port, when it ends by itself. A server that
/// keeps ending is started less and less often.
final class Supervisor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
  private static final Duration LOOK_AT_LOG = Duration.ofMinutes(1);
  private static final Duration PAUSE_MIN = Duration.ofMillis(50);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(5);
  private static final Duration STABLE = Duration.ofSeconds(30);

  private final Postmaster.Start start;
  private final AtomicBoolean closing;
  private final List<Consumer<DatabaseState>> listeners = new CopyOnWriteArrayList<>();
  private final Thread thread =
      Thread.ofPlatform().name("postgres-watch").daemon().unstarted(this::watch);
  private volatile Postmaster postmaster;
  private volatile DatabaseState state = DatabaseState.RUNNING;

  Supervisor(Postmaster.Start start, AtomicBoolean closing, Postmaster postmaster) {
    this.start = start;
    this.closing = closing;
    this.postmaster = postmaster;
  }

  Supervisor started() {
    thread.start();
    return this;
  }

  int port() {
    return postmaster.port();
  }

  long pid() {
    return postmaster.pid();
  }

  /// What the process is, and not what the watching thread has noticed so far.
  DatabaseState state() {
    DatabaseState seen = state;
    return seen == DatabaseState.RUNNING && !postmaster.isAlive() ? DatabaseState.RESTARTING : seen;
  }

  void listen(Consumer<DatabaseState> listener) {
    listeners.add(listener);
  }

  private void watch() {
    try {
      Duration pause = PAUSE_MIN;
      while (!closing.get()) {
        long since = System.nanoTime();
        awaitEnd();
        boolean stable = System.nanoTime() - since > STABLE.toNanos();
        pause = restart(stable ? PAUSE_MIN : pause);
      }
    } catch (InterruptedException e) {
      LOG.debug("The database is watched no longer", e);
    }
  }

  private void awaitEnd() throws InterruptedException {
    while (!postmaster.awaitEnd(LOOK_AT_LOG)) {
      try {
        start.log().rotateIfLarge();
      } catch (IOException e) {
        LOG.warn("The database's log could not be shortened", e);
      }
    }
  }

  /// Returns how long to wait before the next attempt, should this server end soon as well.
  private Duration restart(Duration firstPause) throws InterruptedException {
    Duration pause = firstPause;
    int port = postmaster.port();
    while (!closing.get()) {
      become(DatabaseState.RESTARTING);
      LOG.warn("The database ended by itself and is started again on port {}", port);
      Thread.sleep(pause);
      pause = pause.multipliedBy(2).compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : pause.multipliedBy(2);
      try {
        postmaster = Postmaster.start(start, port);
        become(DatabaseState.RUNNING);
        LOG.info("The database accepts connections again on port {}", port);
        return pause;
      } catch (IOException | EmbeddedPostgresException e) {
        if (!closing.get()) {
          LOG.error("The database could not be started again; the next attempt follows", e);
        }
      }
    }
    return pause;
  }

  private void become(DatabaseState next) {
    state = next;
    for (Consumer<DatabaseState> listener : listeners) {
      try {
        listener.accept(next);
      } catch (RuntimeException e) {
        LOG.error("A listener to the database's state failed", e);
      }
    }
  }

  /// Stops the server in good order.
  @Override
  public void close() {
    closing.set(true);
    thread.interrupt();
    try {
      thread.join();
      postmaster.stop();
      become(DatabaseState.STOPPED);
    } catch (IOException e) {
      throw new EmbeddedPostgresException("The database could not be stopped", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedPostgresException("Interrupted while the database was being stopped", e);
    }
  }
}
