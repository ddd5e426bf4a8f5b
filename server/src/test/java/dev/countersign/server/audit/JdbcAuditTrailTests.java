package dev.countersign.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.testing.StoreFixture;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

class JdbcAuditTrailTests {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final String JWT = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1c3JfMSJ9.c2lnbmF0dXJl";

  @AutoClose private final StoreFixture store = StoreFixture.create();
  @AutoClose private final AuditFixture audit = AuditFixture.on(store);

  @Test
  void writesEachEventWithItsPendingRow() {
    audit.record(
        TENANT,
        AuditEvent.of(TENANT, AuditEventType.LOGIN_SUCCESS),
        AuditEvent.of(TENANT, AuditEventType.LOGOUT));

    assertThat(count("audit_events")).isEqualTo(2);
    assertThat(count("audit_pending")).isEqualTo(2);
    assertThat(
            store
                .superuser()
                .sql("select event_id from audit_pending order by 1")
                .query(UUID.class)
                .list())
        .isEqualTo(
            store
                .superuser()
                .sql("select id from audit_events order by 1")
                .query(UUID.class)
                .list());
  }

  @Test
  void leavesNothingWhenTheCallersTransactionRollsBack() {
    assertThatIllegalStateException()
        .isThrownBy(() ->
            store
                .transactions()
                .run(
                    TENANT,
                    () -> {
                      audit.trail().record(AuditEvent.of(TENANT, AuditEventType.LOGOUT));
                      throw new IllegalStateException("rolled back");
                    }));

    assertThat(count("audit_events")).isZero();
    assertThat(count("audit_pending")).isZero();
  }

  @Test
  void refusesToRecordWithoutATransaction() {
    assertThatIllegalStateException()
        .isThrownBy(() -> audit.trail().record(AuditEvent.of(TENANT, AuditEventType.LOGOUT)));
  }

  @Test
  void refusesAnEventOfATenantTheTransactionDoesNotSee() {
    TenantId other = store.newTenant();

    assertThatThrownBy(() -> audit.record(TENANT, AuditEvent.of(other, AuditEventType.LOGOUT)))
        .isInstanceOf(DataAccessException.class);
  }

  @Test
  void saysWhoActed() {
    UUID actor = UUID.randomUUID();
    audit.record(
        TENANT,
        AuditEvent.of(TENANT, AuditEventType.LOGOUT).by(actor, null),
        AuditEvent.of(TENANT, AuditEventType.LOGIN_FAILED).during("req-1"),
        AuditEvent.of(TENANT, AuditEventType.KEY_CREATED));

    assertThat(
            store
                .superuser()
                .sql("select actor_type from audit_events order by id")
                .query(String.class)
                .list())
        .containsExactly("user", "anonymous", "system");
  }

  @Test
  void letsNoSecretReachTheTable() {
    audit.record(
        TENANT,
        AuditEvent.of(TENANT, AuditEventType.LOGIN_FAILED)
            .on("token", JWT)
            .during("Bearer " + JWT)
            .with(
                Map.of(
                    "password",
                    "hunter2hunter2",
                    "attempts",
                    List.of(Map.of("Authorization", "hunter2hunter2", "note", JWT))))
            .about(null, Map.of("user_agent", JWT, "password", "hunter2hunter2")));

    String everything =
        store
            .superuser()
            .sql("select audit_events::text from audit_events")
            .query(String.class)
            .single();
    // Binary columns print in hexadecimal.
    assertThat(everything)
        .doesNotContain("hunter2", JWT.substring(5), hex("hunter2"), hex("ciJ9.eyJ"));
    assertThat(audit.personalOf(0))
        .containsEntry("user_agent", "***REDACTED***")
        .containsEntry("password", "***REDACTED***");
  }

  @Test
  void holdsPersonalDetailsOnlySealed() {
    UUID person = UUID.randomUUID();
    audit.record(
        TENANT,
        AuditEvent.of(TENANT, AuditEventType.LOGIN_SUCCESS)
            .about(person, Map.of("email", "ana@example.com")));

    String everything =
        store
            .superuser()
            .sql("select audit_events::text from audit_events")
            .query(String.class)
            .single();
    assertThat(everything).doesNotContain("ana@example", hex("ana@example"));
    assertThat(audit.personalOf(0)).containsEntry("email", "ana@example.com");
  }

  @Test
  void takesWhateverTextAClientSends() {
    audit.record(
        TENANT,
        AuditEvent.of(TENANT, AuditEventType.LOGIN_FAILED)
            .on("user", "a\0b")
            .during("\ud800")
            .with(Map.of("reason\0", List.of("\udfff", "\ud83d\ude00"))));

    audit.place();
    assertThat(audit.verify()).isInstanceOf(AuditVerdict.Verified.class);
  }

  @Test
  void writesAThousandEventsAtOnce() {
    List<AuditEvent> events =
        Collections.nCopies(1000, AuditEvent.of(TENANT, AuditEventType.PAYMENT_COMPLETED));

    store.transactions().run(TENANT, () -> audit.trail().record(events));

    assertThat(count("audit_events")).isEqualTo(1000);
    assertThat(count("audit_pending")).isEqualTo(1000);
  }

  private long count(String table) {
    return store.superuser().sql("select count(*) from " + table).query(Long.class).single();
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }
}
