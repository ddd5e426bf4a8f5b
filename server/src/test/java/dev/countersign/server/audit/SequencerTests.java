package dev.countersign.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.server.audit.AuditVerdict.Verified;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.testing.StoreFixture;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SequencerTests {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final Duration NEVER = Duration.ofHours(1);

  @AutoClose private final StoreFixture store = StoreFixture.create();
  @AutoClose private final AuditFixture audit = AuditFixture.on(store);

  @Test
  void placesWhatThisNodeCommitsWithoutWaitingForThePoll() {
    Sequencer sequencer = newSequencer(NEVER);
    sequencer.start();
    record(3);

    await().until(() -> pending() == 0);
    record(2);
    await().until(() -> pending() == 0);

    sequencer.stop();
    assertThat(audit.verify()).isInstanceOf(Verified.class);
  }

  @Test
  void findsWhatOtherNodesCommitted() {
    Sequencer sequencer = newSequencer(Duration.ofMillis(20));
    sequencer.start();
    AuditTrail elsewhere = audit.newTrail(new FreshEvents());
    store
        .transactions()
        .run(TENANT, () -> elsewhere.record(AuditEvent.of(TENANT, AuditEventType.LOGOUT)));

    await().until(() -> pending() == 0);

    sequencer.stop();
  }

  @Test
  void placesWhatIsPendingOnTheWayDown() {
    Sequencer sequencer = newSequencer(NEVER);
    sequencer.start();
    record(250);

    sequencer.stop();

    assertThat(pending()).isZero();
    assertThat(sequencer.isRunning()).isFalse();
  }

  @Test
  void tellsWhyEventsGetNoPlaceAndGoesOnOnceTheyCan() {
    record(2);
    audit.place();
    store.superuser().sql("create table kept as table audit_log").update();
    store.superuser().sql("delete from audit_log where place = 1").update();
    audit.restart();
    Sequencer sequencer = newSequencer(Duration.ofMillis(20));
    sequencer.start();
    record(1);

    await().until(() -> sequencer.trouble().isPresent());
    assertThat(sequencer.trouble().orElseThrow()).contains("place 2");
    assertThat(pending()).isEqualTo(1);

    store.superuser().sql("insert into audit_log table kept on conflict do nothing").update();
    await().until(() -> pending() == 0);
    await().until(() -> sequencer.trouble().isEmpty());
    sequencer.stop();
    assertThat(audit.verify()).isInstanceOf(Verified.class);
  }

  private Sequencer newSequencer(Duration poll) {
    LogEnd end = audit.newEnd(audit.newOutside());
    return new Sequencer(
        audit.newPlacing(end, 100),
        end,
        audit.fresh,
        audit.clock,
        new AuditSettings(
            AuditFixture.ORIGIN,
            poll,
            Duration.ofMillis(10),
            100,
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            null));
  }

  private void record(int events) {
    audit.record(
        TENANT,
        Collections.nCopies(events, AuditEvent.of(TENANT, AuditEventType.LOGOUT))
            .toArray(AuditEvent[]::new));
  }

  private long pending() {
    return store.superuser().sql("select count(*) from audit_pending").query(Long.class).single();
  }
}
