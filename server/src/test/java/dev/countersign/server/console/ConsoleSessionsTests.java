package dev.countersign.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.testsupport.TestClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConsoleSessionsTests {
  private final TestClock clock = TestClock.at(Instant.parse("2026-11-21T08:00:00Z"));
  private final ConsoleSessions sessions =
      new ConsoleSessions(
          new ConsoleProperties(Duration.ofMinutes(30), Duration.ofHours(24)),
          clock,
          new SecureRandom());

  @Test
  void endsASessionThatWasIdleForHalfAnHour() {
    String value = begin();
    clock.advance(Duration.ofMinutes(29));
    assertThat(sessions.find(value)).isPresent();
    clock.advance(Duration.ofMinutes(29));
    assertThat(sessions.find(value)).isPresent();
    clock.advance(Duration.ofMinutes(31));
    assertThat(sessions.find(value)).isEmpty();
  }

  @Test
  void endsEverySessionAfterADay() {
    String value = begin();
    for (int quarter = 0; quarter < 24 * 4 - 1; quarter++) {
      clock.advance(Duration.ofMinutes(15));
      assertThat(sessions.find(value)).as("after %s quarters of an hour", quarter).isPresent();
    }
    clock.advance(Duration.ofMinutes(16));
    assertThat(sessions.find(value)).isEmpty();
  }

  @Test
  void forgetsASessionThatWasEnded() {
    String value = begin();
    String other = begin();
    sessions.end(value);
    assertThat(sessions.find(value)).isEmpty();
    assertThat(sessions.find(other)).isPresent();
  }

  private String begin() {
    return sessions
        .begin(
            new ConsoleSession(
                TenantId.DEFAULT,
                new UserId(UUID.randomUUID()),
                new SessionId(UUID.randomUUID()),
                clock.instant()))
        .reveal();
  }
}
