package dev.countersign.server.sessions;

import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.platform.crypto.TestMasterKeys;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.privacy.PersonalData;
import dev.countersign.server.privacy.TestPersonalData;
import dev.countersign.server.revocation.Revocations;
import dev.countersign.server.revocation.TestRevocations;
import dev.countersign.server.sessions.SessionSettings.Binding;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.testsupport.TestClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;

/** Sessions in the store, and short ways to begin them and to look at them. */
abstract class StoredSessions {
  static final Lifetime LIFETIME = new Lifetime(Duration.ofDays(30), Duration.ofDays(7));
  static final Device FIREFOX =
      Device.of(
          "203.0.113.7", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
  static final Device FIREFOX_UPDATED =
      Device.of(
          "198.51.100.9", "Mozilla/5.0 (X11; Linux x86_64; rv:146.0) Gecko/20100101 Firefox/146.0");
  static final Device CURL = Device.of("203.0.113.7", "curl/8.14.1");

  @AutoClose final StoreFixture store = StoreFixture.create();
  final TestClock clock = TestClock.at(Instant.parse("2026-11-21T10:00:00Z"));
  final JdbcSessions table = new JdbcSessions(store.jdbc());
  final Revocations revocations = TestRevocations.on(store, clock);
  final PersonalData personalData = TestPersonalData.in(store, TestMasterKeys.fresh(), clock);
  final List<Object> events = new ArrayList<>();
  final List<AuditEvent> audited = Collections.synchronizedList(new ArrayList<>());
  final SessionActivity activity =
      new SessionActivity(
          (tenants, lastUsed) ->
              store
                  .transactions()
                  .in(tenants, () -> new JdbcSessionActivity(store.jdbc()).write(lastUsed)),
          clock);
  final Sessions sessions = sessions(Binding.DEVICE);
  final UserId user = newUser();

  List<ListedSession> list() {
    return store.transactions().in(TenantId.DEFAULT, () -> sessions.list(TenantId.DEFAULT, user));
  }

  Sessions sessions(Binding binding) {
    return new Sessions(
        table,
        new SessionOrigins(personalData),
        activity,
        new SessionEnds(
            table,
            revocations,
            new StoredBrowserSessions(table, store.transactions(), clock),
            audited::addAll,
            ended -> {}),
        events::add,
        new SessionSettings(5, binding),
        clock,
        new IdGenerator(clock, new SecureRandom()));
  }

  boolean revoked(SessionId session) {
    return store
        .transactions()
        .in(
            TenantId.DEFAULT,
            () ->
                !revocations
                    .amongLocked(List.of(TenantId.DEFAULT), List.of(session.value()))
                    .isEmpty());
  }

  SessionId start() {
    return start(FIREFOX);
  }

  SessionId start(Device device) {
    return store
        .transactions()
        .in(TenantId.DEFAULT, () -> sessions.start(TenantId.DEFAULT, user, LIFETIME, device).id());
  }

  Set<SessionId> active(SessionId... ids) {
    return store.transactions().in(TenantId.DEFAULT, () -> sessions.lockActive(List.of(ids)));
  }

  void run(Runnable work) {
    store.transactions().run(TenantId.DEFAULT, work);
  }

  UserId newUser() {
    return newUser(store);
  }

  static UserId newUser(StoreFixture store) {
    UserId id = new UserId(UUID.randomUUID());
    store
        .superuser()
        .sql(
            """
            insert into users
              (id, tenant_id, username, username_key, roles, status, created_at, updated_at)
            values (:id, :tenant, 'somebody', 'somebody', '{user}', 'active', now(), now())
            """)
        .param("id", id.value())
        .param("tenant", TenantId.DEFAULT.value())
        .update();
    return id;
  }
}
