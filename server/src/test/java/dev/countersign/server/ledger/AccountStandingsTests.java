package dev.countersign.server.ledger;

import static dev.countersign.server.ledger.LedgerFixture.held;
import static dev.countersign.server.ledger.LedgerFixture.post;
import static dev.countersign.server.ledger.LedgerFixture.posted;
import static dev.countersign.server.ledger.LedgerFixture.reason;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.ledger.AccountStandings.Change;
import dev.countersign.server.ledger.AccountStandings.Outcome;
import dev.countersign.server.ledger.Refusal.Reason;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.testsupport.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Accounts that are closed or frozen, by somebody or by what is wrong with them. */
class AccountStandingsTests {
  @AutoClose private final LedgerFixture fixture = LedgerFixture.create();
  private final TestClock clock = TestClock.at(Instant.now());
  private final GroupCommit ledger = fixture.newLedger(fixture.store.application(), clock);
  private final AccountStandings standings = fixture.standings();
  private final UserId ada = fixture.newUser();
  private final UserId ben = fixture.newUser();

  @BeforeEach
  void depositForAda() {
    fixture.start(ledger);
    post(ledger, fixture.deposit(ada, 1_000));
  }

  @Test
  void closesAnAccountOnceItIsEmpty() {
    assertThat(standings.close(change(ada))).isInstanceOf(Outcome.InUse.class);
    post(ledger, fixture.payment(ada, ben, 1_000));

    assertThat(standings.close(change(ada))).isEqualTo(new Outcome.Done(account(ada), true));
    assertThat(account(ada).status()).isEqualTo(Account.Status.CLOSED);
    assertThat(reason(post(ledger, fixture.payment(ben, ada, 1)).getFirst()))
        .isEqualTo(Reason.ACCOUNT_CLOSED);
    assertThat(standings.thaw(change(ada))).isInstanceOf(Outcome.Closed.class);
  }

  @Test
  void takesNothingFromAFrozenAccountButGivesToIt() {
    HeldPayment hold = held(post(ledger, fixture.hold(ada, ben, 100)).getFirst());
    standings.freeze(change(ada));

    List<Verdict> refused =
        post(
            ledger,
            fixture.payment(ada, ben, 1),
            fixture.hold(ada, ben, 1),
            fixture.capture(hold.id(), null, false, ben));
    assertThat(refused).extracting(LedgerFixture::reason).containsOnly(Reason.ACCOUNT_FROZEN);
    posted(post(ledger, fixture.deposit(ada, 1)).getFirst());
    held(post(ledger, fixture.release(hold.id(), ben)).getFirst());

    standings.thaw(change(ada));
    posted(post(ledger, fixture.payment(ada, ben, 1)).getFirst());
  }

  @Test
  void doesNotKnowAnotherTenantsAccount() {
    TenantId other = fixture.store.newTenant();

    assertThat(standings.freeze(new Change(other, account(ada).id(), event -> event)))
        .isEqualTo(new Outcome.Unknown());
  }

  @Test
  void stopsDebitsOfADamagedAccountAndTellsOnce() {
    post(ledger, fixture.payment(ada, ben, 10));
    AccountId damaged = account(ben).id();
    fixture
        .store
        .superuser()
        .sql("update accounts set balance = balance + 1 where id = :id")
        .param("id", damaged.value())
        .update();
    List<LedgerDamaged> told = new ArrayList<>();

    IntegrityRun run = fixture.integrityRun(told::add);
    assertThat(run.run()).isPresent();
    run.run();

    assertThat(told).hasSize(1);
    assertThat(told.getFirst().account()).isEqualTo(damaged);
    assertThat(told.getFirst().findings().getFirst()).contains("expected 10, found 11");
    assertThat(reason(post(ledger, fixture.payment(ben, ada, 1)).getFirst()))
        .isEqualTo(Reason.ACCOUNT_FROZEN);
    assertThat(fixture.count("audit_events where type = 'ledger.damaged'")).isEqualTo(1);
  }

  @Test
  void releasesWhatHasExpiredByItself() {
    held(post(ledger, fixture.hold(ada, ben, 700)).getFirst());
    HeldPayment young =
        held(
            post(
                    ledger,
                    new Hold(
                        fixture.payment(ada, ben, 100), clock.instant().plus(Duration.ofDays(2))))
                .getFirst());
    clock.advance(Duration.ofHours(2));

    fixture.expiry(ledger, clock).sweep();
    fixture.expiry(ledger, clock).sweep();

    assertThat(account(ada).heldMinor()).isEqualTo(100);
    assertThat(fixture.count("audit_events where type = 'payment.expired'")).isEqualTo(1);
    posted(post(ledger, fixture.capture(young.id(), null, false, ben)).getFirst());
    assertThat(new LedgerVerification(fixture.store.application()).run().findings()).isEmpty();
  }

  private Change change(UserId owner) {
    return new Change(TenantId.DEFAULT, account(owner).id(), event -> event);
  }

  private Account account(UserId owner) {
    return fixture.accounts().find(TenantId.DEFAULT, owner, "USD").orElseThrow();
  }
}
