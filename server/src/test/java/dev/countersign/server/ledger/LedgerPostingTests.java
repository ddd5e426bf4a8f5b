package dev.countersign.server.ledger;

import static dev.countersign.server.ledger.LedgerFixture.post;
import static dev.countersign.server.ledger.LedgerFixture.posted;
import static dev.countersign.server.ledger.LedgerFixture.reason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.server.ledger.Refusal.Reason;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What the ledger does to the store. */
class LedgerPostingTests {
  @AutoClose private final LedgerFixture fixture = LedgerFixture.create();
  private final GroupCommit ledger = fixture.startLedger();
  private final UserId ada = fixture.newUser();
  private final UserId ben = fixture.newUser();

  @Test
  void opensAnAccountAtItsFirstCredit() {
    Verdict deposit = post(ledger, fixture.deposit(ada, 10_000)).getFirst();

    assertThat(posted(deposit).entries())
        .extracting(PostedTransfer.PostedEntry::balanceAfterMinor)
        .containsExactly(-10_000L, 10_000L);
    assertThat(fixture.balance(ada)).isEqualTo(10_000);
    assertThat(events("ledger.account.opened")).isEqualTo(1);
    assertThat(events("payment.completed")).isEqualTo(1);
  }

  @Test
  void judgesEachMovementOfAListByItself() {
    List<Verdict> verdicts =
        post(
            ledger,
            fixture.deposit(ada, 10_000),
            fixture.payment(ada, ben, 20_000),
            fixture.payment(ada, ben, 4_000),
            fixture.payment(ben, ada, 1_500));

    assertThat(reason(verdicts.get(1))).isEqualTo(Reason.INSUFFICIENT_FUNDS);
    assertThat(posted(verdicts.get(3)).entries())
        .extracting(PostedTransfer.PostedEntry::accountVersion)
        .containsExactly(2L, 3L);
    assertThat(fixture.balance(ada)).isEqualTo(7_500);
    assertThat(fixture.balance(ben)).isEqualTo(2_500);
  }

  @Test
  void givesTheFirstAnswerAgain() {
    post(ledger, fixture.deposit(ada, 10_000));
    Transfer payment = fixture.payment(ada, ben, 4_000, "rent");
    Verdict first = post(ledger, payment).getFirst();

    Verdict again = post(ledger, payment).getFirst();

    assertThat(again).isEqualTo(new Verdict.Posted(posted(first), true));
    assertThat(fixture.balance(ben)).isEqualTo(4_000);
  }

  @Test
  void givesTheFirstRefusalAgainAlthoughFundsHaveCome() {
    Transfer payment = fixture.payment(ada, ben, 4_000, "rent");
    Verdict first = post(ledger, payment).getFirst();
    post(ledger, fixture.deposit(ada, 10_000));

    Verdict again = post(ledger, payment).getFirst();

    assertThat(first)
        .isEqualTo(
            Verdict.refused(
                new Refusal(
                    Reason.INSUFFICIENT_FUNDS,
                    Map.of(
                        "balance", "0.00",
                        "available", "0.00",
                        "required", "40.00",
                        "currency", "USD"))));
    assertThat(again).isEqualTo(first.again());
    assertThat(events("payment.refused")).isEqualTo(1);
  }

  @Test
  void opensNothingForARefusal() {
    post(ledger, fixture.payment(ada, ben, 1));

    assertThat(fixture.count("accounts")).isZero();
  }

  @Test
  void keepsWhatItWasTold() {
    Instant effective = Instant.parse("1997-03-24T00:00:00.123456789Z");
    Transfer deposit = fixture.deposit(ada, 100);
    Transfer told =
        new Transfer(
            deposit.tenant(),
            deposit.type(),
            deposit.asset(),
            deposit.entries(),
            deposit.key(),
            deposit.authority(),
            effective,
            Map.of("purpose", "ünïcode \"quoted\" {}", "", " "),
            "req_1");
    Verdict first = post(ledger, told).getFirst();

    assertThat(posted(first).effectiveAt()).isEqualTo("1997-03-24T00:00:00.123456Z");
    assertThat(posted(first).reference()).isEqualTo(deposit.key().key());
    assertThat(post(ledger, told).getFirst()).isEqualTo(first.again());
  }

  @Test
  void commitsTheMovementsOfSeveralTenantsTogether() {
    TenantId other = fixture.store.newTenant();
    UserId cleo = fixture.newUser(other);
    Transfer here = fixture.deposit(ada, 100);
    Transfer there =
        new Transfer(
            other,
            Transfer.Type.DEPOSIT,
            "USD",
            List.of(
                new Entry(new AccountRef.World(), -5), new Entry(new AccountRef.OfOwner(cleo), 5)),
            IdempotencyKey.ofTenant(other, here.key().key(), LedgerFixture.hash(5)),
            here.authority(),
            null,
            Map.of(),
            null);

    assertThat(post(ledger, here, there)).allMatch(Verdict.Posted.class::isInstance);
    assertThat(fixture.balance(other, cleo)).isEqualTo(5);
  }

  @Test
  void doesNotKnowAnotherTenantsAccount() {
    TenantId other = fixture.store.newTenant();
    Transfer here = fixture.deposit(ada, 100);
    PostedTransfer mine = posted(post(ledger, here).getFirst());
    Transfer there =
        new Transfer(
            other,
            Transfer.Type.WITHDRAWAL,
            "USD",
            List.of(
                new Entry(new AccountRef.ById(mine.entries().getLast().account()), -5),
                new Entry(new AccountRef.World(), 5)),
            IdempotencyKey.ofTenant(other, "w", LedgerFixture.hash(5)),
            here.authority(),
            null,
            Map.of(),
            null);

    assertThat(reason(post(ledger, there, fixture.deposit(ada, 1)).getFirst()))
        .isEqualTo(Reason.UNKNOWN_ACCOUNT);
  }

  @Test
  void failsOnlyTheSubmissionThatCannotBePosted() {
    GroupCommit waiting = fixture.newLedger(fixture.store.application(), Clock.systemUTC());
    UserId nobody = new UserId(UUID.randomUUID());
    CompletableFuture<List<Verdict>> first = waiting.post(List.of(fixture.deposit(ada, 100)));
    CompletableFuture<List<Verdict>> bad = waiting.post(List.of(fixture.deposit(nobody, 100)));
    CompletableFuture<List<Verdict>> last = waiting.post(List.of(fixture.deposit(ben, 100)));
    fixture.start(waiting);

    assertThatThrownBy(bad::join).hasRootCauseInstanceOf(SQLException.class);
    posted(first.join().getFirst());
    posted(last.join().getFirst());
    assertThat(fixture.count("payments")).isEqualTo(2);
  }

  @Test
  void refusesMoreThanItCanHold() {
    GroupCommit small =
        fixture.newLedger(
            fixture.store.application(), Clock.systemUTC(), new SubmissionQueue(2, 2));
    var waiting = small.post(List.of(fixture.deposit(ada, 1), fixture.deposit(ada, 1)));

    assertThatThrownBy(() -> post(small, fixture.deposit(ada, 1))).isInstanceOf(LedgerBusy.class);
    assertThat(waiting).isNotDone();
  }

  @Test
  void postsWhatItTookInBeforeItStops() {
    GroupCommit stopping = fixture.newLedger(fixture.store.application(), Clock.systemUTC());
    CompletableFuture<List<Verdict>> accepted = stopping.post(List.of(fixture.deposit(ada, 100)));
    fixture.start(stopping);
    stopping.stop();

    posted(accepted.join().getFirst());
    assertThatThrownBy(() -> post(stopping, fixture.deposit(ada, 1)))
        .isInstanceOf(LedgerBusy.class);
  }

  @Test
  void doesNotRememberWhatTheGuardRefuses() {
    post(ledger, fixture.deposit(ada, 100));
    Transfer payment = fixture.payment(ada, ben, 100, "rent");
    fixture.barred.put(payment.authority(), Refusal.of(Reason.SESSION_ENDED));
    assertThat(reason(post(ledger, payment).getFirst())).isEqualTo(Reason.SESSION_ENDED);
    fixture.barred.clear();

    posted(post(ledger, payment).getFirst());
  }

  private long events(String type) {
    return fixture
        .store
        .superuser()
        .sql("select count(*) from audit_events where type = :type")
        .param("type", type)
        .query(Long.class)
        .single();
  }
}
