package dev.countersign.server.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.revocation.Revocations;
import dev.countersign.server.revocation.TestRevocations;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.testsupport.TestClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Sessions in the store. */
class SessionsTests {
  @AutoClose private final StoreFixture store = StoreFixture.create();
  private final TestClock clock = TestClock.at(Instant.parse("2026-11-21T10:00:00Z"));
  private final JdbcSessions table = new JdbcSessions(store.jdbc());
  private final Revocations revocations = TestRevocations.on(store, clock);
  private final Sessions sessions =
      new Sessions(table, revocations, clock, new IdGenerator(clock, new SecureRandom()));
  private final UserId user = newUser();

  @Test
  void refusesASessionFromTheCommitOfItsEnd() {
    SessionId session = start();
    assertThat(revoked(session)).isFalse();
    run(() -> assertThat(sessions.end(session, EndReason.LOGOUT)).isTrue());
    assertThat(revoked(session)).isTrue();
    assertThat(active(session)).isEmpty();
  }

  @Test
  void lastsWhereEndingWasRolledBack() {
    SessionId session = start();
    try {
      run(() -> {
        sessions.end(session, EndReason.LOGOUT);
        throw new IllegalStateException("rolled back");
      });
    } catch (IllegalStateException expected) {
      assertThat(expected).hasMessage("rolled back");
    }
    assertThat(revoked(session)).isFalse();
    assertThat(active(session)).containsExactly(session);
  }

  @Test
  void endsOnceAndAllOfAPerson() {
    SessionId first = start();
    SessionId second = start();
    run(() -> sessions.end(first, EndReason.LOGOUT));
    run(() -> assertThat(sessions.end(first, EndReason.LOGOUT)).isFalse());
    run(() -> assertThat(sessions.endAllOf(user, EndReason.USER_DISABLED)).containsExactly(second));
    assertThat(revoked(second)).isTrue();
  }

  @Test
  void isNotActiveOnceExpiredOrUnknown() {
    SessionId session = start();
    SessionId unknown = new SessionId(UUID.randomUUID());
    assertThat(active(session, unknown)).containsExactly(session);
    clock.advance(Duration.ofDays(30));
    assertThat(active(session)).isEmpty();
  }

  @Test
  void makesWhoeverEndsASessionWaitForWhoeverHoldsIt() throws Exception {
    SessionId session = start();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture<Void> ending =
          store
              .transactions()
              .in(
                  TenantId.DEFAULT,
                  () -> {
                    assertThat(sessions.lockActive(List.of(session))).containsExactly(session);
                    CompletableFuture<Void> end =
                        CompletableFuture.runAsync(
                            () -> run(() -> sessions.end(session, EndReason.LOGOUT)), threads);
                    awaitLockWait();
                    assertThat(end).isNotDone();
                    return end;
                  });
      ending.get(10, TimeUnit.SECONDS);
      assertThat(active(session)).isEmpty();
    }
  }

  private void awaitLockWait() {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (waiting() == 0) {
      assertThat(System.nanoTime()).as("nobody waits for the lock").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private int waiting() {
    return store
        .superuser()
        .sql(
            """
            select count(*)
            from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'
            """)
        .query(Integer.class)
        .single();
  }

  private boolean revoked(SessionId session) {
    return store
        .transactions()
        .in(
            TenantId.DEFAULT,
            () ->
                !revocations
                    .amongLocked(List.of(TenantId.DEFAULT), List.of(session.value()))
                    .isEmpty());
  }

  private SessionId start() {
    return store
        .transactions()
        .in(
            TenantId.DEFAULT,
            () -> sessions.start(TenantId.DEFAULT, user, Duration.ofDays(30)).id());
  }

  private Set<SessionId> active(SessionId... ids) {
    return store.transactions().in(TenantId.DEFAULT, () -> sessions.lockActive(List.of(ids)));
  }

  private void run(Runnable work) {
    store.transactions().run(TenantId.DEFAULT, work);
  }

  private UserId newUser() {
    UserId id = new UserId(UUID.randomUUID());
    store
        .superuser()
        .sql(
            """
            insert into users
              (id, tenant_id, username, username_key, role, status, created_at, updated_at)
            values (:id, :tenant, 'somebody', 'somebody', 'user', 'active', now(), now())
            """)
        .param("id", id.value())
        .param("tenant", TenantId.DEFAULT.value())
        .update();
    return id;
  }
}
