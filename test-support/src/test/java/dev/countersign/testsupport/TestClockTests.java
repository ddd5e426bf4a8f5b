package dev.countersign.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class TestClockTests {
  private final TestClock clock = TestClock.at("2026-11-20T10:15:30Z");

  @Test
  void standsStillUntilMoved() {
    assertThat(clock.instant()).isEqualTo(Instant.parse("2026-11-20T10:15:30Z"));

    clock.advance(Duration.ofMinutes(5));

    assertThat(clock.instant()).isEqualTo(Instant.parse("2026-11-20T10:20:30Z"));
  }

  @Test
  void movesItsViewsInOtherZonesToo() {
    Clock kathmandu = clock.withZone(ZoneId.of("Asia/Kathmandu"));

    clock.set(Instant.EPOCH);

    assertThat(kathmandu.instant()).isEqualTo(Instant.EPOCH);
  }
}
