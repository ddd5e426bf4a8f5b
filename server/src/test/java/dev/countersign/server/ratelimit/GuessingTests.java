package dev.countersign.server.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.ratelimit.FailureThrottle.Attempt;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How many passwords somebody can try in a day, by the clock of the test. */
class GuessingTests {
  private static final Duration DAY = Duration.ofDays(1);
  private static final int ADDRESSES = 10_000;
  private static final int ACCOUNTS = 10_000;
  private static final String HOME = "192.0.2.1";

  private final AtomicLong now = new AtomicLong();
  private final RateLimit allowance = new RateLimit(5, Duration.ofMinutes(15));
  private final FailureThrottle throttle =
      new InMemoryFailureThrottle(allowance, now::get, InMemoryFailureThrottle.NAMES_MAX);
  private final RouteLimits limits =
      new RouteLimits(
          new InMemoryRateLimits(new WindowTable(WindowTable.WINDOWS_MAX), now::get, new byte[16]),
          _ -> Optional.of(LimitTiers.COUNTERSIGN.plan()),
          LimitTiers.COUNTERSIGN.plan());

  @Test
  void tenThousandAddressesThatNeverRestGetAboutAHundredTriesADayAtOneAccount() {
    try (Attempt owner = throttle.begin("ada", HOME)) {
      owner.succeeded();
    }
    int tries = 0;
    for (int i = 0; now.get() < DAY.toNanos(); i++) {
      tries += tryAt("ada", "address " + i % ADDRESSES) ? 1 : 0;
      pass(Duration.ofSeconds(1));
    }
    assertThat(tries).isBetween(90, 110);
    // And all the while whoever it is signs in from where they did before.
    try (Attempt owner = throttle.begin("ada", HOME)) {
      assertThat(owner.delay()).isEmpty();
    }
  }

  /** Waits are forgotten in a period without a failure; whoever knows that makes the most of it. */
  @Test
  void thosePatientEnoughGetAtMostFiveHundredAndFifty() {
    int most = 0;
    for (int atOnce = 1; atOnce <= 12; atOnce++) {
      most = Math.max(most, triesInADay("account " + atOnce, atOnce));
    }
    assertThat(most).isBetween(480, 550);
  }

  @Test
  void oneAddressGetsTenTriesAMinuteAtTenThousandAccountsAndTwoADayAtEach() {
    Map<String, Integer> tries = new HashMap<>();
    int all = 0;
    while (now.get() < DAY.toNanos()) {
      if (limits.takeAtDoor(TenantId.DEFAULT, "address 203.0.113.9", "/v1/auth/login").admitted()) {
        String name = "account " + all % ACCOUNTS;
        if (tryAt(name, "203.0.113.9")) {
          tries.merge(name, 1, Integer::sum);
        }
        all++;
      }
      pass(Duration.ofMillis(500));
    }
    assertThat(all).isLessThanOrEqualTo(10 * 24 * 60);
    assertThat(tries.values()).allMatch(atOne -> atOne <= 2);
  }

  private int triesInADay(String name, int atOnce) {
    long end = now.get() + DAY.toNanos();
    int tries = 0;
    while (now.get() < end) {
      for (int i = 0; i < atOnce && now.get() < end; i++) {
        while (!tryAt(name, "address " + tries)) {
          pass(Duration.ofSeconds(1));
        }
        tries++;
      }
      // Until what failed is forgotten: after the wait that is now due, a whole period.
      while (!isOpen(name)) {
        pass(Duration.ofSeconds(1));
      }
      pass(allowance.period().plusSeconds(1));
    }
    return tries;
  }

  private boolean isOpen(String name) {
    try (Attempt attempt = throttle.begin(name, "elsewhere")) {
      return attempt.delay().isEmpty();
    }
  }

  private boolean tryAt(String name, String address) {
    try (Attempt attempt = throttle.begin(name, address)) {
      boolean open = attempt.delay().isEmpty();
      if (open) {
        attempt.failed();
      }
      return open;
    }
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
