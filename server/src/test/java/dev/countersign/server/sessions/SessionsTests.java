package dev.countersign.server.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.Severity;
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
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Sessions in the store. */
class SessionsTests {
  private static final Lifetime LIFETIME = new Lifetime(Duration.ofDays(30), Duration.ofDays(7));
  private static final Device FIREFOX =
      Device.of(
          "203.0.113.7", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
  private static final Device FIREFOX_UPDATED =
      Device.of(
          "198.51.100.9", "Mozilla/5.0 (X11; Linux x86_64; rv:146.0) Gecko/20100101 Firefox/146.0");
  private static final Device CURL = Device.of("203.0.113.7", "curl/8.14.1");

  @AutoClose private final StoreFixture store = StoreFixture.create();
  private final TestClock clock = TestClock.at(Instant.parse("2026-11-21T10:00:00Z"));
  private final JdbcSessions table = new JdbcSessions(store.jdbc());
  private final Revocations revocations = TestRevocations.on(store, clock);
  private final PersonalData personalData =
      TestPersonalData.in(store, TestMasterKeys.fresh(), clock);
  private final List<Object> events = new ArrayList<>();
  private final List<AuditEvent> audited = Collections.synchronizedList(new ArrayList<>());
  private final SessionActivity activity =
      new SessionActivity(
          (tenants, lastUsed) ->
              store
                  .transactions()
                  .in(tenants, () -> new JdbcSessionActivity(store.jdbc()).write(lastUsed)),
          clock);
  private final Sessions sessions = sessions(Binding.DEVICE);
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

  @Test
  void lastsWhileItIsUsedAndEndsWhenIdle() {
    SessionId session = start();
    clock.advance(Duration.ofDays(6));
    activity.note(TenantId.DEFAULT, session);
    clock.advance(Duration.ofDays(6));
    assertThat(active(session)).containsExactly(session);
    clock.advance(Duration.ofDays(1));
    assertThat(active(session)).isEmpty();
  }

  @Test
  void writesTheLastUseOnceAMinuteForAllSessionsAtOnce() {
    SessionId one = start();
    SessionId other = start();
    clock.advance(Duration.ofSeconds(30));
    for (int request = 0; request < 1_000; request++) {
      activity.note(TenantId.DEFAULT, one);
    }
    clock.advance(Duration.ofSeconds(5));
    activity.note(TenantId.DEFAULT, other);
    assertThat(stored(one)).isEqualTo("2026-11-21T10:00:00Z");
    activity.write();
    assertThat(stored(one)).isEqualTo("2026-11-21T10:00:30Z");
    assertThat(stored(other)).isEqualTo("2026-11-21T10:00:35Z");

    store.superuser().sql("update sessions set last_active_at = created_at").update();
    activity.write();
    assertThat(stored(one)).as("nothing new, so nothing written").isEqualTo("2026-11-21T10:00:00Z");
  }

  @Test
  void keepsNotesForAStoreThatIsAway() {
    SessionId session = start();
    AtomicBoolean away = new AtomicBoolean(true);
    SessionActivity shaky =
        new SessionActivity(
            (tenants, lastUsed) -> {
              if (away.get()) {
                throw new IllegalStateException("away");
              }
              store
                  .transactions()
                  .in(tenants, () -> new JdbcSessionActivity(store.jdbc()).write(lastUsed));
            },
            clock);
    clock.advance(Duration.ofSeconds(30));
    shaky.note(TenantId.DEFAULT, session);
    assertThatThrownBy(shaky::write).hasMessage("away");
    away.set(false);
    shaky.write();
    assertThat(stored(session)).isEqualTo("2026-11-21T10:00:30Z");
  }

  @Test
  void lastsThroughATimeOfGraceAndNotLonger() {
    SessionId session = start();
    run(() ->
        assertThat(
                sessions
                    .endAllOf(
                        List.of(user), EndReason.ENDED_BY_ADMINISTRATOR, Duration.ofMinutes(10))
                    .sessions())
            .extracting(Session::id)
            .containsExactly(session));
    assertThat(active(session)).containsExactly(session);
    assertThat(revoked(session)).isFalse();
    assertThat(list().getFirst().endsAt()).isEqualTo(clock.instant().plusSeconds(600));
    clock.advance(Duration.ofMinutes(10));
    assertThat(active(session)).isEmpty();
    assertThat(revoked(session)).isTrue();
  }

  @Test
  void endsWithinATimeOfGraceWhereAskedAgain() {
    SessionId session = start();
    run(() ->
        sessions.endAllOf(List.of(user), EndReason.ENDED_BY_ADMINISTRATOR, Duration.ofMinutes(10)));
    run(() -> assertThat(sessions.end(session, EndReason.LOGOUT)).isTrue());
    assertThat(active(session)).isEmpty();
    assertThat(revoked(session)).isTrue();
  }

  @Test
  void isRenewedByAnUpdatedBrowserAndFromAnotherNetwork() {
    SessionId session = start(FIREFOX);
    run(() -> assertThat(sessions.checkDevice(session, FIREFOX_UPDATED)).isTrue());
    assertThat(active(session)).containsExactly(session);
  }

  @Test
  void endsWhereItIsToBeRenewedFromAnotherDevice() {
    SessionId session = start(FIREFOX);
    run(() -> assertThat(sessions.checkDevice(session, CURL)).isFalse());
    assertThat(active(session)).isEmpty();
    assertThat(revoked(session)).isTrue();
    assertThat(events)
        .singleElement()
        .isInstanceOfSatisfying(
            SessionDeviceMismatch.class,
            mismatch -> assertThat(mismatch.device().label()).isEqualTo("curl"));
    assertThat(audited)
        .singleElement()
        .satisfies(event -> assertThat(event.type().severity()).isEqualTo(Severity.CRITICAL));
  }

  @Test
  void isBoundToItsNetworkOnlyWhereThatIsSet() {
    SessionId session = start(FIREFOX);
    run(() -> {
      assertThat(sessions(Binding.NONE).isFrom(session, CURL)).isTrue();
      assertThat(sessions(Binding.DEVICE_AND_NETWORK).isFrom(session, FIREFOX)).isTrue();
      assertThat(sessions(Binding.DEVICE_AND_NETWORK).isFrom(session, FIREFOX_UPDATED)).isFalse();
    });
  }

  @Test
  void tellsOfADeviceNotSeenOfThisPersonBefore() {
    start(FIREFOX);
    start(FIREFOX_UPDATED);
    assertThat(events).as("the first device is no news").isEmpty();
    SessionId session = start(CURL);
    assertThat(events)
        .singleElement()
        .isInstanceOfSatisfying(
            NewDeviceSignIn.class,
            news -> {
              assertThat(news.session()).isEqualTo(session);
              assertThat(news.device().place()).isEqualTo("203.0.113.0/24");
            });
    events.clear();
    start(CURL);
    assertThat(events).isEmpty();
  }

  @Test
  void listsDeviceAndPlaceAndKeepsThemSealed() {
    start(FIREFOX);
    assertThat(list())
        .singleElement()
        .satisfies(listed -> {
          assertThat(listed.device().label()).isEqualTo("Firefox on Linux");
          assertThat(listed.device().place()).isEqualTo("203.0.113.0/24");
          assertThat(listed.device().userAgent()).isEqualTo(FIREFOX.userAgent());
        });
    assertThat(
            store
                .superuser()
                .sql("select sessions::text from sessions")
                .query(String.class)
                .single())
        .doesNotContain("203.0.113")
        .doesNotContain(HexFormat.of().formatHex("Firefox".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void listsNothingPersonalOfSomebodyForgotten() {
    start(FIREFOX);
    run(() -> personalData.forget(TenantId.DEFAULT, user.value()));
    assertThat(list())
        .singleElement()
        .satisfies(one -> assertThat(one.device()).isEqualTo(Device.UNKNOWN));
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

  private List<ListedSession> list() {
    return store.transactions().in(TenantId.DEFAULT, () -> sessions.list(TenantId.DEFAULT, user));
  }

  private String stored(SessionId session) {
    return store
        .superuser()
        .sql("select last_active_at from sessions where id = :id")
        .param("id", session.value())
        .query(OffsetDateTime.class)
        .single()
        .toInstant()
        .toString();
  }

  private Sessions sessions(Binding binding) {
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
    return start(FIREFOX);
  }

  private SessionId start(Device device) {
    return store
        .transactions()
        .in(TenantId.DEFAULT, () -> sessions.start(TenantId.DEFAULT, user, LIFETIME, device).id());
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
              (id, tenant_id, username, username_key, roles, status, created_at, updated_at)
            values (:id, :tenant, 'somebody', 'somebody', '{user}', 'active', now(), now())
            """)
        .param("id", id.value())
        .param("tenant", TenantId.DEFAULT.value())
        .update();
    return id;
  }
}
