package dev.countersign.server.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which sessions in the store are active, and how many may be. */
class SessionsTests extends StoredSessions {
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

  @Test
  void endsTheOldestWhereOneMoreThanMayIsActive() {
    List<SessionId> first = startMany(5);
    assertThat(audited).isEmpty();
    SessionId sixth = start();
    assertThat(active(first.toArray(SessionId[]::new)))
        .containsExactlyInAnyOrderElementsOf(first.subList(1, 5));
    assertThat(active(sixth)).containsExactly(sixth);
    assertThat(revoked(first.getFirst())).isTrue();
    assertThat(audited)
        .singleElement()
        .satisfies(event -> {
          assertThat(event.type()).isEqualTo(AuditEventType.SESSION_ENDED);
          assertThat(event.metadata().get("reason")).isEqualTo("maximum_sessions_exceeded");
        });
    assertThat(EndReason.MAXIMUM_SESSIONS_EXCEEDED.sentence())
        .isEqualTo("Maximum sessions exceeded");
  }

  @Test
  void neverLeavesMoreThanMayBeActiveHoweverSignInsRace() {
    startMany(5);
    audited.clear();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<SessionId>> racing =
          Stream.generate(() -> CompletableFuture.supplyAsync(this::start, threads))
              .limit(8)
              .toList();
      racing.forEach(CompletableFuture::join);
    }
    assertThat(list()).hasSize(5);
  }

  @Test
  void countsNoSessionThatTimeHasEnded() {
    List<SessionId> idle = startMany(5);
    clock.advance(Duration.ofDays(8));
    startMany(5);
    assertThat(audited).isEmpty();
    assertThat(active(idle.toArray(SessionId[]::new))).isEmpty();
  }

  private List<SessionId> startMany(int count) {
    return Stream.generate(
            () -> {
              clock.advance(Duration.ofSeconds(1));
              return start();
            })
        .limit(count)
        .toList();
  }
}
