package dev.countersign.server.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.LiveEvent;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.StandingCaller;
import dev.countersign.server.platform.problem.Problems;
import dev.countersign.server.testing.ServerTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A stream while it cannot be told who reads it. */
@ServerTest
class EventStreamTests {
  private final EventFeed feed;
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger asked = new AtomicInteger();

  EventStreamTests(EventFeed feed) {
    this.feed = feed;
  }

  @Test
  void waitsUntilItCanBeToldWhoReads() {
    Sink sink = run(() -> asked.incrementAndGet() < 3 ? unknown() : Optional.empty());

    assertThat(asked).hasValue(3);
    assertThat(sink.end).isEqualTo(EventSink.End.UNAUTHORIZED);
    assertThat(sink.events).isEmpty();
  }

  @Test
  void endsAsUnavailableAndNotAsForbiddenWhereThatTakesTooLong() {
    Sink sink =
        run(() -> {
          asked.incrementAndGet();
          nanos.addAndGet(Duration.ofSeconds(20).toNanos());
          return unknown();
        });

    assertThat(asked).hasValue(2);
    assertThat(sink.end).isEqualTo(EventSink.End.UNAVAILABLE);
  }

  private static Optional<Caller> unknown() {
    throw Problems.of(ErrorCode.UNAVAILABLE);
  }

  private Sink run(StandingCaller standing) {
    Sink sink = new Sink();
    EventStream.Wish wish = new EventStream.Wish(EventScope.OWN, EventTypes.ALL, feed.end());
    new EventStream(
            feed, standing, wish, sink, () -> Duration.ofSeconds(15), () -> false, nanos::get)
        .run();
    return sink;
  }

  private static final class Sink implements EventSink {
    private final List<LiveEvent> events = new ArrayList<>();
    private @Nullable End end;

    @Override
    public void event(LiveEvent event) {
      events.add(event);
    }

    @Override
    public void flush() {}

    @Override
    public void heartbeat(Cursor cursor) {}

    @Override
    public void end(End reason) {
      end = reason;
    }
  }
}
