package dev.countersign.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.PasswordPolicySettings;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Role;
import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.TenantDocuments;
import dev.countersign.server.testing.StoreFixture;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Policies of tenants on two nodes over one store. */
class PasswordPoliciesTests {
  @AutoClose private final StoreFixture store = StoreFixture.create();
  private final AtomicLong nanos = new AtomicLong();
  private final List<AuditEvent> events = new ArrayList<>();
  private final PasswordPolicies here = node();
  private final PasswordPolicies there = node();

  @Test
  void holdAtOnceHereAndWithinASecondThere() {
    assertThat(there.of(TenantId.DEFAULT).profile()).isEqualTo(PasswordProfile.PAYYMO);

    here.set(administrator(TenantId.DEFAULT), PasswordPolicySettings.of("fog"));

    assertThat(here.of(TenantId.DEFAULT)).isEqualTo(PasswordProfile.FOG.policy());
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(there.of(TenantId.DEFAULT)).isEqualTo(PasswordProfile.FOG.policy());
    assertThat(events)
        .extracting(AuditEvent::type)
        .containsExactly(AuditEventType.PASSWORD_POLICY_CHANGED);
  }

  @Test
  void holdForOneTenantAlone() {
    TenantId another = store.newTenant();
    here.set(administrator(another), PasswordPolicySettings.of("fog"));
    assertThat(here.of(another).profile()).isEqualTo(PasswordProfile.FOG);
    assertThat(here.of(TenantId.DEFAULT).profile()).isEqualTo(PasswordProfile.PAYYMO);
  }

  @Test
  void surviveTheStoreWithEveryParameter() {
    PasswordPolicySettings own =
        new PasswordPolicySettings(
            "nist",
            20,
            10,
            24,
            99,
            1,
            2,
            3,
            4,
            "!#",
            true,
            2,
            false,
            "allowed",
            5,
            6,
            70,
            "privileged",
            80,
            "fail_closed");
    PasswordPolicy policy = here.set(administrator(TenantId.DEFAULT), own);
    assertThat(there.of(TenantId.DEFAULT)).isEqualTo(policy);
    assertThat(PolicySettings.of(policy)).isEqualTo(own);
  }

  private PasswordPolicies node() {
    return new PasswordPolicies(
        PasswordProfile.PAYYMO,
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
