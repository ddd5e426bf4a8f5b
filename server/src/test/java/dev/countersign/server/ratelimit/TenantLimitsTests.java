package dev.countersign.server.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.LimitSettings;
import dev.countersign.api.Problem.FieldError;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Role;
import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.store.TenantDocuments;
import dev.countersign.server.testing.StoreFixture;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;
import tools.jackson.databind.json.JsonMapper;

/** Limits of tenants on two nodes over one store. */
class TenantLimitsTests {
  @AutoClose private final StoreFixture store = StoreFixture.create();
  private final AtomicLong nanos = new AtomicLong();
  private final List<AuditEvent> events = new ArrayList<>();
  private final TenantLimits here = node();
  private final TenantLimits there = node();

  @Test
  void holdAtOnceHereAndWithinASecondThere() {
    assertThat(reads(there, TenantId.DEFAULT)).containsExactly("100/1m");
    here.set(administrator(TenantId.DEFAULT), read("7/1m"));
    assertThat(reads(here, TenantId.DEFAULT)).containsExactly("7/1m");
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(reads(there, TenantId.DEFAULT)).containsExactly("7/1m");
    assertThat(events).extracting(AuditEvent::type).containsExactly(AuditEventType.LIMITS_CHANGED);
  }

  @Test
  void holdForOneTenantAlone() {
    TenantId another = store.newTenant();
    here.set(administrator(another), read("7/1m"));
    assertThat(reads(here, another)).containsExactly("7/1m");
    assertThat(reads(here, TenantId.DEFAULT)).containsExactly("100/1m");
  }

  @Test
  void surviveTheStoreWithEveryParameter() {
    LimitSettings own =
        new LimitSettings(
            "payymo",
            List.of("1/1m"),
            List.of("2/2m"),
            List.of("3/3s", "4/4h"),
            List.of("500/5m"),
            List.of("6/6m"),
            Map.of("/v1/auth/login", List.of("7/7m", "8/24h")),
            List.of("9000/9m"),
            true);
    LimitPlan plan = here.set(administrator(TenantId.DEFAULT), own);
    assertThat(there.settingsOf(TenantId.DEFAULT)).isEqualTo(plan);
    assertThat(PlanSettings.of(plan)).isEqualTo(own);
  }

  @Test
  void areTheInstallationsAgainWhenNothingIsSet() {
    here.set(administrator(TenantId.DEFAULT), LimitSettings.of("payymo"));
    here.set(
        administrator(TenantId.DEFAULT),
        new LimitSettings(null, null, null, null, null, null, null, null, null));
    assertThat(reads(here, TenantId.DEFAULT)).containsExactly("100/1m");
  }

  @Test
  void refuseWhatIsNoLimitAndWhatWouldLockAdministratorsOut() {
    assertThat(faults(settings("10", null))).containsExactly("read malformed");
    assertThat(faults(settings("0/1m", null))).containsExactly("read malformed");
    assertThat(faults(settings(null, "1/24h"))).containsExactly("admin too_tight");
    assertThat(faults(settings(null, "10/1m"))).isEmpty();
    assertThat(faults(LimitSettings.of("none"))).containsExactly("tiers unknown");
    assertThat(
            faults(
                new LimitSettings(
                    null,
                    null,
                    List.of(),
                    List.of("1/1m", "1/2m", "1/3m", "1/4m", "1/5m"),
                    null,
                    null,
                    Map.of("/v1/<b>", List.of("1/1m")),
                    null,
                    null)))
        .containsExactlyInAnyOrder("write required", "read too_many", "paths malformed");
  }

  @Test
  void areTheInstallationsWhileTheStoreCannotBeRead() {
    TenantLimits limits = node();
    store.close();
    assertThat(reads(limits, TenantId.DEFAULT)).containsExactly("100/1m");
  }

  private List<String> faults(LimitSettings settings) {
    try {
      here.set(administrator(TenantId.DEFAULT), settings);
      return List.of();
    } catch (ProblemException refused) {
      return refused.errors().stream().map(TenantLimitsTests::text).toList();
    }
  }

  private static String text(FieldError fault) {
    return fault.field() + " " + fault.code();
  }

  private static LimitSettings settings(@Nullable String read, @Nullable String admin) {
    return new LimitSettings(
        null,
        null,
        null,
        read == null ? null : List.of(read),
        admin == null ? null : List.of(admin),
        null,
        null,
        null,
        null);
  }

  private static LimitSettings read(String limit) {
    return settings(limit, null);
  }

  private static List<String> reads(TenantLimits limits, TenantId tenant) {
    return limits.of(tenant).orElseThrow().of(RouteClass.READ).stream()
        .map(RateLimit::text)
        .toList();
  }

  private TenantLimits node() {
    return new TenantLimits(
        RateLimitSettings.of(new MockEnvironment()),
        new TenantDocuments(
            store.jdbc(), JsonMapper.shared(), store.transactions(), Clock.systemUTC(), nanos::get),
        events::addAll);
  }

  private static Caller administrator(TenantId tenant) {
    return new Caller(
        tenant,
        new UserId(UUID.randomUUID()),
        new SessionId(UUID.randomUUID()),
        Role.ADMINISTRATOR.permissions());
  }
}
