package dev.countersign.server.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Places events while the service runs: at once when this node commits some, and every so often for
 * those of other nodes and of nodes that are gone. One round leaves one checkpoint, so rounds keep
 * a pace; events that come meanwhile share the next. On the way down, what is pending is placed.
 */
final class Sequencer implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Sequencer.class);
  // Stopped after the web server and the ledger, whose last events it places.
  private static final int PHASE = DEFAULT_PHASE - 8192;
  private static final Duration THINNING = Duration.ofMinutes(10);
  private static final Duration LAST_ROUNDS = Duration.ofSeconds(10);

  private final Placing placing;
  private final LogEnd end;
  private final FreshEvents fresh;
  private final InstantSource clock;
  private final Duration poll;
  private final Duration pace;

  private @Nullable Thread thread;
  private volatile boolean running;
  private volatile @Nullable String trouble;
  private boolean caughtUp;
  private Instant thinned = Instant.EPOCH;

  Sequencer(
      Placing placing, LogEnd end, FreshEvents fresh, InstantSource clock, AuditSettings settings) {
    this.placing = placing;
    this.end = end;
    this.fresh = fresh;
    this.clock = clock;
    this.poll = settings.poll();
    this.pace = settings.pace();
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofPlatform().name("audit-sequencer").daemon().start(this::work);
  }

  @Override
  public void stop() {
    Thread worker = thread;
    running = false;
    fresh.raise();
    if (worker != null) {
      try {
        worker.join(LAST_ROUNDS.plus(pace));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  /** What keeps events from being placed; empty when nothing does. */
  Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  private void work() {
    try {
      while (running) {
        fresh.await(poll);
        long started = System.nanoTime();
        boolean placed = attempt();
        if (placed && running) {
          pause(started);
        }
      }
      placeRest();
    } catch (InterruptedException e) {
      LOG.info("The audit sequencer was interrupted; the next start places what is pending");
    }
  }

  private void pause(long started) throws InterruptedException {
    Duration rest = pace.minusNanos(System.nanoTime() - started);
    if (rest.isPositive()) {
      Thread.sleep(rest);
    }
    // More may have come meanwhile, or been left by a full batch.
    fresh.raise();
  }

  private void placeRest() {
    long deadline = System.nanoTime() + LAST_ROUNDS.toNanos();
    while (attempt() && System.nanoTime() < deadline) {
      LOG.debug("Placed events on the way down");
    }
  }

  /** One round. Whatever goes wrong is told, and tried again by a later one. */
  private boolean attempt() {
    try {
      if (!caughtUp) {
        placing.catchUp();
        caughtUp = true;
      }
      end.keepOwed();
      Round round = placing.round();
      thinNowAndThen();
      return note(round);
    } catch (RuntimeException e) {
      tell("rounds fail: " + e.getClass().getSimpleName(), e);
      return false;
    }
  }

  private boolean note(Round round) {
    switch (round) {
      case Round.Placed _ -> {
        trouble = null;
        return true;
      }
      case Round.Halted(AuditFault fault, long place) ->
          tell("at place " + place + ": " + fault.sentence(), null);
      case Round.Idle _, Round.Busy _ -> trouble = null;
    }
    return false;
  }

  private void tell(String what, @Nullable Throwable cause) {
    if (!what.equals(trouble)) {
      trouble = what;
      LOG.atError()
          .addKeyValue("severity", Severity.CRITICAL.wireName())
          .setCause(cause)
          .log("Events get no place in the audit log: {}", what);
    }
  }

  private void thinNowAndThen() {
    Instant now = clock.instant();
    if (now.isAfter(thinned.plus(THINNING))) {
      thinned = now;
      placing.thin();
    }
  }
}
