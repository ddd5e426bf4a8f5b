package dev.countersign.server.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.platform.id.TenantId;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How strangers and callers are counted in several tenants. */
class RouteLimitsTests {
  private static final String STRANGER = "address 192.0.2.1";
  private static final String PATH = "/v1/things";

  private final AtomicLong now = new AtomicLong();
  private final Map<TenantId, LimitPlan> plans = new HashMap<>();
  private final LimitPlan usual = LimitTiers.COUNTERSIGN.plan();
  private final RouteLimits limits =
      new RouteLimits(
          new InMemoryRateLimits(new WindowTable(256), now::get, new byte[16]),
          tenant -> Optional.of(plans.getOrDefault(tenant, usual)),
          usual);

  @Test
  void aStrangerGainsNothingByNamingManyTenants() {
    int admitted = 0;
    for (int i = 0; i < 1_000; i++) {
      admitted += reads(tenant(usual)) ? 1 : 0;
    }
    assertThat(admitted).isEqualTo(100);
  }

  @Test
  void aStrangerIsHeldToTheLimitOfTheTenantThatIsCalled() {
    TenantId strict = tenant(reading("3/1m"));
    for (int i = 0; i < 3; i++) {
      assertThat(reads(strict)).isTrue();
    }
    assertThat(reads(strict)).isFalse();
    assertThat(reads(tenant(usual))).as("another tenant").isTrue();
  }

  @Test
  void aTenantMayAdmitMoreStrangersButOnlyAtItself() {
    TenantId wide = tenant(reading("500/1m"));
    for (int i = 0; i < 500; i++) {
      assertThat(reads(wide)).isTrue();
    }
    assertThat(reads(wide)).isFalse();
    assertThat(reads(tenant(usual))).isFalse();
    assertThat(reads(tenant(reading("500/1m")))).isFalse();
  }

  @Test
  void limitsOfAnotherPeriodAreCountedByThemselves() {
    TenantId hourly = tenant(reading("20/1h"));
    for (int i = 0; i < 20; i++) {
      assertThat(reads(hourly)).isTrue();
    }
    assertThat(reads(tenant(reading("20/1h")))).isFalse();
    now.addAndGet(Duration.ofMinutes(2).toNanos());
    assertThat(reads(tenant(usual))).isTrue();
    assertThat(reads(hourly)).isFalse();
  }

  @Test
  void theDoorsOfTheConsoleAreCountedTheSameWay() {
    int admitted = 0;
    for (int i = 0; i < 100; i++) {
      admitted += limits.takeAtDoor(tenant(usual), STRANGER, "/console/sign-in").admitted() ? 1 : 0;
    }
    assertThat(admitted).isEqualTo(10);
  }

  private boolean reads(TenantId tenant) {
    return limits.take(tenant, STRANGER, RouteClass.READ, PATH).admitted();
  }

  private TenantId tenant(LimitPlan plan) {
    TenantId tenant = new TenantId(UUID.randomUUID());
    plans.put(tenant, plan);
    return tenant;
  }

  private LimitPlan reading(String limit) {
    Map<RouteClass, List<RateLimit>> classes = new EnumMap<>(usual.classes());
    classes.put(RouteClass.READ, List.of(RateLimit.parse(limit)));
    return new LimitPlan(usual.tiers(), classes, usual.paths(), usual.tenant(), false);
  }
}
