package dev.countersign.server.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.revocation.Revocations.Answer;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.testsupport.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Revocations on two nodes over one database. */
class RevocationsTests {
  @AutoClose private final StoreFixture store = StoreFixture.create();
  private final TestClock clock = TestClock.at("2026-11-21T10:00:00Z");
  private final AtomicLong nanos = new AtomicLong();
  private final JdbcRevocations table = new JdbcRevocations(store.jdbc());
  private final RevocationView viewHere = view();
  private final RevocationView viewElsewhere = view();
  private final Revocations here = node(viewHere);
  private final Revocations elsewhere = node(viewElsewhere);
  private final UUID token = UUID.randomUUID();

  @Test
  void refusesHereAtTheCommitAndElsewhereAtTheNextLook() {
    look();
    assertThat(here.ask(token)).isEqualTo(Answer.GOOD);

    run(() -> here.revoke(List.of(revocation(token))));

    assertThat(here.ask(token)).isEqualTo(Answer.REVOKED);
    assertThat(elsewhere.ask(token)).isEqualTo(Answer.GOOD);
    viewElsewhere.refresh();
    assertThat(elsewhere.ask(token)).isEqualTo(Answer.REVOKED);
    assertThat(elsewhere.ask(List.of(UUID.randomUUID(), token))).isEqualTo(Answer.REVOKED);
  }

  @Test
  void isGoodWhereRevokingWasRolledBack() {
    look();
    try {
      run(() -> {
        here.revoke(List.of(revocation(token)));
        throw new IllegalStateException("rolled back");
      });
    } catch (IllegalStateException expected) {
      assertThat(expected).hasMessage("rolled back");
    }
    look();
    assertThat(here.ask(token)).isEqualTo(Answer.GOOD);
    assertThat(elsewhere.ask(token)).isEqualTo(Answer.GOOD);
  }

  @Test
  void missesNoneThatCommitsLongAfterItWasWritten() {
    UUID other = UUID.randomUUID();
    run(() -> {
      here.record(List.of(revocation(token)));
      clock.advance(Duration.ofHours(3));
      // Others write, commit and are read before this commits.
      CompletableFuture.runAsync(
              () -> {
                run(() -> here.record(List.of(revocation(other))));
                viewElsewhere.refresh();
                viewElsewhere.refresh();
              })
          .join();
    });
    assertThat(elsewhere.ask(other)).isEqualTo(Answer.REVOKED);
    viewElsewhere.refresh();
    assertThat(elsewhere.ask(token)).isEqualTo(Answer.REVOKED);
  }

  @Test
  void knowsEverythingAgainAfterARestart() {
    run(() -> here.revoke(List.of(revocation(token))));
    RevocationView restarted = view();
    restarted.refresh();
    assertThat(restarted.ask(List.of(token))).isEqualTo(Answer.REVOKED);
  }

  @Test
  void knowsNothingBeforeTheFirstLookAndAfterTooLongWithoutOne() {
    assertThat(here.ask(token)).isEqualTo(Answer.UNKNOWN);
    look();
    nanos.addAndGet(Duration.ofSeconds(5).toNanos());
    assertThat(here.ask(token)).isEqualTo(Answer.GOOD);
    nanos.incrementAndGet();
    assertThat(here.ask(token)).isEqualTo(Answer.UNKNOWN);
    look();
    assertThat(here.ask(token)).isEqualTo(Answer.GOOD);
  }

  @Test
  void takesEffectWhenItsGraceIsOver() {
    look();
    Instant now = clock.instant();
    Revocation later =
        new Revocation(
            token,
            TenantId.DEFAULT,
            Revocation.Kind.ACCESS_TOKEN,
            null,
            now,
            now.plusSeconds(60),
            now.plusSeconds(900),
            "moving house");
    run(() -> here.revoke(List.of(later)));
    look();
    assertThat(here.ask(token)).isEqualTo(Answer.GOOD);
    assertThat(lockedAmong(token)).isEmpty();
    clock.advance(Duration.ofSeconds(60));
    look();
    assertThat(here.ask(token)).isEqualTo(Answer.REVOKED);
    assertThat(elsewhere.ask(token)).isEqualTo(Answer.REVOKED);
    assertThat(lockedAmong(token)).containsExactly(token);
  }

  @Test
  void takesEffectAtOnceWhereGraceIsTakenBack() {
    Instant now = clock.instant();
    run(() -> here.revoke(List.of(revocation(token, now.plusSeconds(60)))));
    look();
    run(() -> here.revoke(List.of(revocation(token))));
    look();
    assertThat(elsewhere.ask(token)).isEqualTo(Answer.REVOKED);
  }

  @Test
  void forgetsWhatHasExpired() {
    run(() -> here.revoke(List.of(revocation(token))));
    look();
    pass(Duration.ofHours(3));
    look();
    assertThat(viewElsewhere.size()).isZero();
  }

  @Test
  void remembersWhatItForgotWhenTheClockIsSetBack() {
    run(() -> here.revoke(List.of(revocation(token))));
    look();
    // An hour and more too fast: what it revoked has expired, by that clock.
    pass(Duration.ofHours(3));
    look();
    assertThat(elsewhere.ask(token)).isEqualTo(Answer.GOOD);
    clock.advance(Duration.ofHours(-3));
    look();
    assertThat(elsewhere.ask(token)).isEqualTo(Answer.REVOKED);
  }

  @Test
  void deletesRecordsOnlyWhenBothClocksSayThatTheyExpired() {
    UUID old = UUID.randomUUID();
    UUID late = UUID.randomUUID();
    run(() -> here.revoke(List.of(revocation(old), revocation(token), revocation(late))));
    expire(old, "-3 hours");
    expire(token, "-1 hour");
    expire(late, "3 hours");
    RevocationPurge purge = new RevocationPurge(table, store.transactions(), clock);

    clock.set(Instant.now().minus(Duration.ofDays(1)));
    purge.purge();
    assertThat(records()).containsExactlyInAnyOrder(old, token, late);
    clock.set(Instant.now().plus(Duration.ofDays(1)));
    purge.purge();
    assertThat(records()).containsExactlyInAnyOrder(token, late);
  }

  @Test
  void makesWhoeverRevokesWaitForAPostingThatJudgedIt() throws Exception {
    TenantId other = store.newTenant();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture<Void> revoking =
          store
              .transactions()
              .in(
                  TenantId.DEFAULT,
                  () -> {
                    assertThat(here.amongLocked(Set.of(TenantId.DEFAULT), Set.of(token))).isEmpty();
                    CompletableFuture<Void> revocation =
                        CompletableFuture.runAsync(
                            () -> run(() -> here.revoke(List.of(revocation(token)))), threads);
                    awaitLockWait();
                    assertThat(revocation).isNotDone();
                    // Another tenant's gate is its own.
                    CompletableFuture.runAsync(() -> revokeIn(other), threads).join();
                    return revocation;
                  });
      revoking.get(10, TimeUnit.SECONDS);
      assertThat(lockedAmong(token)).containsExactly(token);
    }
  }

  @Test
  void keepsWhoseItWasUntilWhenAndWhy() {
    UserId user = new UserId(UUID.randomUUID());
    Instant now = clock.instant();
    run(() ->
        here.revoke(
            List.of(
                new Revocation(
                    token,
                    TenantId.DEFAULT,
                    Revocation.Kind.ACCESS_TOKEN,
                    user,
                    now,
                    now,
                    now.plusSeconds(900),
                    "lost telephone"))));
    assertThat(
            store
                .superuser()
                .sql("select user_id::text || ' ' || kind || ' ' || reason from revocations")
                .query(String.class)
                .single())
        .isEqualTo(user.value() + " access_token lost telephone");
  }

  private void revokeIn(TenantId tenant) {
    Instant now = clock.instant();
    store
        .transactions()
        .run(
            tenant,
            () ->
                here.revoke(
                    List.of(
                        new Revocation(
                            UUID.randomUUID(),
                            tenant,
                            Revocation.Kind.ACCESS_TOKEN,
                            null,
                            now,
                            now,
                            now.plusSeconds(900),
                            "test"))));
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

  private void expire(UUID id, String when) {
    store
        .superuser()
        .sql("update revocations set expires_at = now() + :when::interval where id = :id")
        .param("when", when)
        .param("id", id)
        .update();
  }

  private List<UUID> records() {
    return store
        .superuser()
        .sql("select id from revocations")
        .query((row, number) -> row.getObject(1, UUID.class))
        .list();
  }

  private Set<UUID> lockedAmong(UUID id) {
    return store
        .transactions()
        .in(TenantId.DEFAULT, () -> here.amongLocked(Set.of(TenantId.DEFAULT), Set.of(id)));
  }

  private void pass(Duration time) {
    clock.advance(time);
    nanos.addAndGet(time.toNanos());
  }

  private void look() {
    viewHere.refresh();
    viewElsewhere.refresh();
  }

  private RevocationView view() {
    return new RevocationView(
        (horizon, each) -> store.transactions().acrossTenants(() -> table.findSince(horizon, each)),
        Duration.ofSeconds(5),
        clock,
        nanos::get);
  }

  private Revocations node(RevocationView view) {
    return new Revocations(table, view, new NoFanOut(), clock);
  }

  private void run(Runnable work) {
    store.transactions().run(TenantId.DEFAULT, work);
  }

  private Revocation revocation(UUID id) {
    return revocation(id, clock.instant());
  }

  private Revocation revocation(UUID id, Instant from) {
    Instant now = clock.instant();
    return new Revocation(
        id,
        TenantId.DEFAULT,
        Revocation.Kind.ACCESS_TOKEN,
        null,
        now,
        from,
        now.plusSeconds(900),
        "test");
  }
}
