package dev.countersign.server.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.ratelimit.FailureThrottle.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a throttle promises, wherever failures are counted. */
abstract class FailureThrottleContract {
  static final String HOME = "192.0.2.1";
  static final String ELSEWHERE = "203.0.113.9";

  static final RateLimit FIVE = new RateLimit(5, Duration.ofMinutes(15));

  /** Whatever else is in the store, these are this test's own. */
  private final String run = UUID.randomUUID().toString();

  abstract FailureThrottle throttle();

  abstract void pass(Duration time);

  @Test
  void toleratesFiveFailuresAndThenAsksForPatience() {
    for (int i = 0; i < 5; i++) {
      assertThat(fail("ada")).as("try %d", i).isEmpty();
    }
    assertThat(fail("ada")).contains(Duration.ofSeconds(30));
    assertThat(fail("grace")).isEmpty();
  }

  @Test
  void waitsLongerAfterEachFurtherFailureButNeverLongerThanThePeriod() {
    List<Duration> waits = new ArrayList<>();
    exhaust("ada");
    for (int i = 0; i < 7; i++) {
      Duration wait = delay("ada").orElseThrow();
      waits.add(wait);
      pass(wait);
      assertThat(fail("ada")).isEmpty();
    }
    assertThat(waits)
        .extracting(Duration::toSeconds)
        .containsExactly(30L, 60L, 120L, 240L, 480L, 900L, 900L);
  }

  @Test
  void refusedTriesDoNotMakeTheWaitLonger() {
    exhaust("ada");
    for (int i = 0; i < 50; i++) {
      assertThat(fail("ada")).isPresent();
    }
    pass(Duration.ofSeconds(30));
    assertThat(delay("ada")).isEmpty();
  }

  @Test
  void forgetsFailuresAfterAPeriodWithoutOne() {
    exhaust("ada");
    pass(Duration.ofSeconds(30 + 15 * 60 + 1));
    for (int i = 0; i < 5; i++) {
      assertThat(fail("ada")).as("try %d", i).isEmpty();
    }
    assertThat(fail("ada")).contains(Duration.ofSeconds(30));
  }

  @Test
  void successForgetsFailures() {
    fail("ada");
    fail("ada");
    succeed("ada", ELSEWHERE);
    for (int i = 0; i < 5; i++) {
      assertThat(fail("ada")).as("try %d", i).isEmpty();
    }
  }

  @Test
  void nobodyKeepsSomebodyOutOfAPlaceTheySucceededFrom() {
    succeed("ada", HOME);
    exhaust("ada");
    assertThat(delay("ada")).isPresent();
    assertThat(delayFrom("ada", HOME)).isEmpty();
    succeed("ada", HOME);
    assertThat(delay("ada")).as("others wait on").isPresent();
  }

  @Test
  void takesItsCallersWordForAPlaceItHasNotSeen() {
    exhaust("ada");
    for (int i = 0; i < 5; i++) {
      try (Attempt attempt = throttle().begin(run + "ada", HOME, true)) {
        assertThat(attempt.delay()).as("try %d", i).isEmpty();
        attempt.failed();
      }
    }
    try (Attempt attempt = throttle().begin(run + "ada", HOME, true)) {
      assertThat(attempt.delay()).contains(Duration.ofSeconds(30));
    }
  }

  @Test
  void guessesFromAFamiliarPlaceAreCountedThere() {
    succeed("ada", HOME);
    for (int i = 0; i < 5; i++) {
      failFrom("ada", HOME);
    }
    assertThat(delayFrom("ada", HOME)).isPresent();
    assertThat(delay("ada")).isEmpty();
  }

  @Test
  void triesAtOnceAreNoMoreThanTriesInARow() {
    List<Attempt> running = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      running.add(throttle().begin(run + "ada", ELSEWHERE));
    }
    assertThat(running).allSatisfy(attempt -> assertThat(attempt.delay()).isEmpty());
    assertThat(delay("ada")).contains(Duration.ofSeconds(1));
    running.forEach(Attempt::failed);
    assertThat(delay("ada")).isPresent();
  }

  @Test
  void aTryThatCameToNothingDoesNotCount() {
    for (int i = 0; i < 20; i++) {
      throttle().begin(run + "ada", ELSEWHERE).close();
    }
    assertThat(delay("ada")).isEmpty();
  }

  @Test
  void afterAWaitOnlyOneMayTryAtATime() {
    exhaust("ada");
    pass(Duration.ofSeconds(30));
    try (Attempt first = throttle().begin(run + "ada", ELSEWHERE)) {
      assertThat(first.delay()).isEmpty();
      assertThat(delay("ada")).contains(Duration.ofSeconds(1));
    }
  }

  @Test
  void aNameCannotPoseAsAnotherNamesPlace() {
    succeed("ada", HOME);
    for (String forged : List.of("ada" + HOME, "ada\n" + HOME, "ada " + HOME)) {
      exhaust(forged);
    }
    assertThat(delayFrom("ada", HOME)).isEmpty();
  }

  final void exhaust(String name) {
    for (int i = 0; i < 5; i++) {
      fail(name);
    }
  }

  final Optional<Duration> fail(String name) {
    return failFrom(name, ELSEWHERE);
  }

  final Optional<Duration> failFrom(String name, String origin) {
    try (Attempt attempt = throttle().begin(run + name, origin)) {
      attempt.failed();
      return attempt.delay();
    }
  }

  final void succeed(String name, String origin) {
    try (Attempt attempt = throttle().begin(run + name, origin)) {
      attempt.succeeded();
    }
  }

  final Optional<Duration> delay(String name) {
    return delayFrom(name, ELSEWHERE);
  }

  final Optional<Duration> delayFrom(String name, String origin) {
    try (Attempt attempt = throttle().begin(run + name, origin)) {
      return attempt.delay();
    }
  }
}
