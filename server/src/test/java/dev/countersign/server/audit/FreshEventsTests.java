package dev.countersign.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.audit.AuditVerdict.Broken;
import dev.countersign.server.audit.AuditVerdict.Verified;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.testing.StoreFixture;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class FreshEventsTests {
  private static final TenantId TENANT = TenantId.DEFAULT;

  @AutoClose private final StoreFixture store = StoreFixture.create();
  @AutoClose private final AuditFixture audit = AuditFixture.on(store);

  @Test
  void getTheirPlacesFromTheNodeThatWroteThem() {
    record();
    record();

    assertThat(audit.roundOfWriter())
        .isInstanceOfSatisfying(
            Round.Placed.class, placed -> assertThat(placed.events()).isEqualTo(2));
    assertThat(audit.verify()).isInstanceOf(Verified.class);
  }

  @Test
  void arePlacedTogetherWithWhatAnotherNodeWrote() {
    record();
    store.transactions().run(TENANT, () -> audit.newTrail(new FreshEvents()).record(event()));
    record();

    assertThat(audit.roundOfWriter())
        .isInstanceOfSatisfying(
            Round.Placed.class, placed -> assertThat(placed.events()).isEqualTo(3));
    assertThat(audit.verify()).isInstanceOf(Verified.class);
  }

  @Test
  void getThePlaceOfWhatWasWrittenSoThatAChangeBeforeItIsFound() {
    record();
    execute("update audit_events set metadata = '{\"factor\": \"passkey\"}'");

    requireFoundOncePlaced(AuditFault.SEAL_BROKEN);
  }

  @Test
  void getThePlaceOfWhatWasWrittenSoThatItsRemovalIsFound() {
    record();
    execute("delete from audit_events");

    requireFoundOncePlaced(AuditFault.EVENT_MISSING);
  }

  @Test
  void areReadAndJudgedWhereAPendingRowNamesAnotherTenant() {
    record();
    execute("update audit_pending set tenant_id = gen_random_uuid()");

    assertThat(audit.roundOfWriter()).isInstanceOf(Round.Idle.class);
  }

  private void requireFoundOncePlaced(AuditFault fault) {
    assertThat(audit.roundOfWriter()).isInstanceOf(Round.Placed.class);
    assertThat(audit.verify())
        .isInstanceOfSatisfying(
            Broken.class, broken -> assertThat(broken.fault()).isEqualTo(fault));
  }

  private void record() {
    audit.record(TENANT, event());
  }

  private static AuditEvent event() {
    return AuditEvent.of(TENANT, AuditEventType.LOGIN_SUCCESS).with(Map.of("factor", "password"));
  }

  private void execute(String sql) {
    store.superuser().sql(sql).update();
  }
}
