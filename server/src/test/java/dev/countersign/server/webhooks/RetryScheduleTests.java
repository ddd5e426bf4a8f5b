package dev.countersign.server.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class RetryScheduleTests {
  private static final Instant QUEUED = Instant.parse("2026-11-20T10:00:00Z");

  private final Random random = new Random();
  private final RetrySchedule schedule = new RetrySchedule(random);

  @RepeatedTest(20)
  void triesForThreeDaysAndOnceAtTheirEnd() {
    Instant now = QUEUED;
    int failed = 0;
    Instant last = now;
    Optional<Instant> next = schedule.next(QUEUED, ++failed, now, null);
    while (next.isPresent()) {
      assertThat(next.get()).isAfter(now);
      last = next.get();
      now = last;
      next = schedule.next(QUEUED, ++failed, now, null);
    }
    assertThat(last).isEqualTo(QUEUED.plus(Duration.ofDays(3)));
    assertThat(failed).isBetween(8, 12);
  }

  @Test
  void waitsFourToSixFifthsOfThePause() {
    for (int i = 0; i < 200; i++) {
      Instant next = schedule.next(QUEUED, 1, QUEUED, null).orElseThrow();
      assertThat(Duration.between(QUEUED, next))
          .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6));
    }
  }

  @Test
  void leavesAReceiverAloneThatAsksForIt() {
    Instant next = schedule.next(QUEUED, 1, QUEUED, Duration.ofHours(1)).orElseThrow();
    assertThat(next).isEqualTo(QUEUED.plus(Duration.ofHours(1)));
    assertThat(schedule.next(QUEUED, 1, QUEUED, Duration.ofDays(9)))
        .contains(QUEUED.plus(Duration.ofDays(3)));
  }
}
