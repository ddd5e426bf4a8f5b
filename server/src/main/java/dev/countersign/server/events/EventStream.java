package dev.countersign.server.events;

import dev.countersign.api.LiveEvent;
import dev.countersign.server.access.StandingCaller;
import dev.countersign.server.platform.problem.ProblemException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reader's stream, on a thread of its own. It holds a cursor and no events: what the reader has
 * not taken yet lies in the window that all share, or in the store. So a reader who takes nothing
 * costs a waiting thread until the connection gives up on it. Who reads is asked again several
 * times a second, and before anything is written after a wait.
 */
final class EventStream {
  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
  private static final Duration RECHECK = Duration.ofMillis(400);
  private static final Duration DOUBT_MAX = Duration.ofSeconds(30);
  private static final int CHUNK = 200;

  /** What somebody wants to be told. */
  record Wish(EventScope scope, EventTypes types, Cursor from) {}

  private final EventFeed feed;
  private final StandingCaller standing;
  private final Wish wish;
  private final EventSink sink;
  private final Supplier<Duration> heartbeat;
  private final BooleanSupplier closing;
  private final LongSupplier nanos;
  private Cursor at;
  private long wroteNanos;

  EventStream(
      EventFeed feed,
      StandingCaller standing,
      Wish wish,
      EventSink sink,
      Supplier<Duration> heartbeat,
      BooleanSupplier closing,
      LongSupplier nanos) {
    this.feed = feed;
    this.standing = standing;
    this.wish = wish;
    this.sink = sink;
    this.heartbeat = heartbeat;
    this.closing = closing;
    this.nanos = nanos;
    this.at = wish.from();
  }

  /** Runs until the reader goes, may not read any more, or the service stops. */
  void run() {
    try {
      sink.end(follow());
    } catch (IOException gone) {
      LOG.debug("The reader of a stream is gone", gone);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private EventSink.End follow() throws IOException, InterruptedException {
    // Known from the start where to go on from, even if nothing happens before a break.
    beat();
    try {
      while (!closing.getAsBoolean()) {
        Optional<Audience> audience = audienceOnceKnown();
        if (audience.isEmpty()) {
          return EventSink.End.UNAUTHORIZED;
        }
        tellFor(audience.get());
      }
      return EventSink.End.SHUTTING_DOWN;
    } catch (RuntimeException failure) {
      LOG.warn("A stream of events was broken off; its reader can resume it", failure);
      return EventSink.End.UNAVAILABLE;
    }
  }

  // While it cannot be told who may read, nothing is written; that need not end the stream at once.
  private Optional<Audience> audienceOnceKnown() throws InterruptedException {
    long patientUntil = nanos.getAsLong() + DOUBT_MAX.toNanos();
    while (true) {
      try {
        return audience();
      } catch (ProblemException unavailable) {
        if (closing.getAsBoolean() || nanos.getAsLong() > patientUntil) {
          throw unavailable;
        }
        LOG.debug("Who reads a stream cannot be asked again; it waits", unavailable);
        Thread.sleep(RECHECK);
      }
    }
  }

  private Optional<Audience> audience() {
    return standing
        .now()
        .map(caller -> Audience.of(caller, wish.scope(), wish.types()))
        .filter(audience -> audience.refusal().isEmpty());
  }

  /** Tells what there is until who reads has to be asked again. */
  private void tellFor(Audience audience) throws IOException, InterruptedException {
    long until = nanos.getAsLong() + RECHECK.toNanos();
    long left = RECHECK.toNanos();
    while (left > 0 && !closing.getAsBoolean()) {
      EventFeed.Slice slice = feed.look(audience.tenant(), at, CHUNK);
      tell(slice, audience);
      if (slice.next().equals(at)) {
        feed.await(at, Duration.ofNanos(left));
      }
      at = slice.next();
      if (nanos.getAsLong() - wroteNanos >= heartbeat.get().toNanos()) {
        beat();
      }
      left = until - nanos.getAsLong();
    }
  }

  private void tell(EventFeed.Slice slice, Audience audience) throws IOException {
    boolean wrote = false;
    for (Happened event : slice.events()) {
      Optional<LiveEvent> told = audience.told(event);
      if (told.isPresent()) {
        sink.event(told.get());
        wrote = true;
      }
    }
    if (wrote) {
      sink.flush();
      wroteNanos = nanos.getAsLong();
    }
  }

  private void beat() throws IOException {
    sink.heartbeat(at);
    wroteNanos = nanos.getAsLong();
  }
}
