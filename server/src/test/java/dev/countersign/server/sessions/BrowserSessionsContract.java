package dev.countersign.server.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.platform.crypto.MasterKeys;
import dev.countersign.server.platform.crypto.TestMasterKeys;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.privacy.TestPersonalData;
import dev.countersign.server.revocation.Revocations;
import dev.countersign.server.revocation.TestRevocations;
import dev.countersign.server.sessions.BrowserSessionSettings.SameSite;
import dev.countersign.server.sessions.BrowserSessions.Answer;
import dev.countersign.server.sessions.BrowserSessions.Begun;
import dev.countersign.server.sessions.SessionSettings.Binding;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.testsupport.TestClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What browsers' sessions promise, wherever they are looked up. Two nodes share one database. */
abstract class BrowserSessionsContract {
  static final Duration IDLE = Duration.ofMinutes(30);
  static final Duration LIFE = Duration.ofHours(24);

  @AutoClose final StoreFixture store = StoreFixture.create();
  final TestClock clock = TestClock.at(Instant.parse("2026-11-21T10:00:00Z"));
  final MasterKeys keys = TestMasterKeys.fresh();
  private final UserId user = StoredSessions.newUser(store);

  /** How a node looks sessions up. */
  abstract BrowserSessionLookup lookup(StoredBrowserSessions stored);

  /** One node of the service. */
  final class Node {
    private final JdbcSessions table = new JdbcSessions(store.jdbc());
    private final BrowserSessionLookup lookup =
        lookup(new StoredBrowserSessions(table, store.transactions(), clock));
    private final Revocations revocations = TestRevocations.on(store, clock);
    private final SessionActivity activity =
        new SessionActivity(
            (tenants, lastUsed) ->
                store
                    .transactions()
                    .in(tenants, () -> new JdbcSessionActivity(store.jdbc()).write(lastUsed)),
            clock);
    private final Sessions sessions =
        new Sessions(
            table,
            new SessionOrigins(TestPersonalData.in(store, keys, clock)),
            activity,
            new SessionEnds(table, revocations, lookup, events -> {}, ended -> {}),
            event -> {},
            new SessionSettings(5, Binding.DEVICE),
            clock,
            new IdGenerator(clock, new SecureRandom()));
    private final BrowserSessions browsers =
        new BrowserSessions(
            sessions,
            lookup,
            revocations,
            activity,
            new BrowserSessionSettings(IDLE, LIFE, SameSite.STRICT),
            clock,
            new SecureRandom());

    Begun begin() {
      return store
          .transactions()
          .in(TenantId.DEFAULT, () -> browsers.begin(TenantId.DEFAULT, user, Device.UNKNOWN));
    }

    Answer find(Secret cookie) {
      return browsers.find(cookie);
    }

    void end(Begun begun) {
      store
          .transactions()
          .run(TenantId.DEFAULT, () -> sessions.end(begun.session().id(), EndReason.LOGOUT));
    }

    void endAll() {
      store
          .transactions()
          .run(TenantId.DEFAULT, () -> sessions.endAllOf(user, EndReason.USER_DISABLED));
    }

    void writeActivity() {
      activity.write();
    }
  }

  @Test
  void findsASessionByItsCookieOnEveryNode() {
    Begun begun = new Node().begin();
    for (Node node : List.of(new Node(), new Node())) {
      assertThat(node.find(begun.cookie()))
          .isInstanceOfSatisfying(
              Answer.Lasts.class,
              lasts -> assertThat(lasts.session().id()).isEqualTo(begun.session().id()));
      assertThat(node.find(begun.cookie())).isInstanceOf(Answer.Lasts.class);
    }
  }

  @Test
  void findsNothingByAnythingElse() {
    Node node = new Node();
    Begun begun = node.begin();
    assertThat(node.find(Secret.of(""))).isInstanceOf(Answer.Ended.class);
    assertThat(node.find(Secret.of(begun.cookie().reveal() + "x")))
        .isInstanceOf(Answer.Ended.class);
    assertThat(node.find(Secret.of(begun.session().id().text()))).isInstanceOf(Answer.Ended.class);
  }

  @Test
  void makesValuesOf256BitsThatDiffer() {
    Node node = new Node();
    String one = node.begin().cookie().reveal();
    assertThat(one).matches("[A-Za-z0-9_-]{43}").isNotEqualTo(node.begin().cookie().reveal());
  }

  @Test
  void endsOneSessionAtOnce() {
    Node node = new Node();
    Begun ended = node.begin();
    Begun other = node.begin();
    assertThat(node.find(ended.cookie())).isInstanceOf(Answer.Lasts.class);
    node.end(ended);
    assertThat(node.find(ended.cookie())).isInstanceOf(Answer.Ended.class);
    assertThat(node.find(other.cookie())).isInstanceOf(Answer.Lasts.class);
  }

  @Test
  void endsAllOfAPersonAtOnce() {
    Node node = new Node();
    List<Begun> begun = List.of(node.begin(), node.begin());
    begun.forEach(one -> assertThat(node.find(one.cookie())).isInstanceOf(Answer.Lasts.class));
    node.endAll();
    begun.forEach(one -> assertThat(node.find(one.cookie())).isInstanceOf(Answer.Ended.class));
  }

  @Test
  void endsWhatLiesIdle() {
    Node node = new Node();
    Begun begun = node.begin();
    clock.advance(IDLE.minusSeconds(1));
    assertThat(node.find(begun.cookie())).isInstanceOf(Answer.Lasts.class);
    clock.advance(IDLE.minusSeconds(1));
    assertThat(node.find(begun.cookie())).isInstanceOf(Answer.Lasts.class);
    clock.advance(IDLE);
    assertThat(node.find(begun.cookie())).isInstanceOf(Answer.Ended.class);
  }

  @Test
  void knowsTheUseOnOtherNodesOnceItIsWritten() {
    Node here = new Node();
    Begun begun = here.begin();
    clock.advance(IDLE.minusMinutes(1));
    assertThat(here.find(begun.cookie())).isInstanceOf(Answer.Lasts.class);
    here.writeActivity();
    clock.advance(IDLE.minusMinutes(1));
    assertThat(new Node().find(begun.cookie())).isInstanceOf(Answer.Lasts.class);
  }

  @Test
  void endsEverySessionAfterItsLife() {
    Node node = new Node();
    Begun begun = node.begin();
    for (Duration since = Duration.ZERO;
        since.plus(IDLE).compareTo(LIFE) <= 0;
        since = since.plus(IDLE.minusMinutes(1))) {
      assertThat(node.find(begun.cookie())).isInstanceOf(Answer.Lasts.class);
      clock.advance(IDLE.minusMinutes(1));
    }
    clock.set(begun.session().createdAt().plus(LIFE));
    assertThat(node.find(begun.cookie())).isInstanceOf(Answer.Ended.class);
  }

  @Test
  void keepsNoValueInTheStore() {
    Begun begun = new Node().begin();
    assertThat(
            store
                .superuser()
                .sql("select sessions::text from sessions")
                .query(String.class)
                .single())
        .doesNotContain(begun.cookie().reveal())
        .contains(SecretHash.of(begun.cookie()).hex());
  }
}
