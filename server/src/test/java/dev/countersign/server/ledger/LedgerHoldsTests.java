package dev.countersign.server.ledger;

import static dev.countersign.server.ledger.LedgerFixture.held;
import static dev.countersign.server.ledger.LedgerFixture.post;
import static dev.countersign.server.ledger.LedgerFixture.posted;
import static dev.countersign.server.ledger.LedgerFixture.reason;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.ledger.HeldPayment.State;
import dev.countersign.server.ledger.Refusal.Reason;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.testsupport.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Payments that are authorised first, and captured, voided or forgotten later. */
class LedgerHoldsTests {
  @AutoClose private final LedgerFixture fixture = LedgerFixture.create();
  private final TestClock clock = TestClock.at(Instant.now());
  private final GroupCommit ledger = fixture.newLedger(fixture.store.application(), clock);
  private final UserId ada = fixture.newUser();
  private final UserId ben = fixture.newUser();
  private final UserId cleo = fixture.newUser();

  @BeforeEach
  void depositForAda() {
    fixture.start(ledger);
    post(ledger, fixture.deposit(ada, 1_000));
  }

  @AfterEach
  void findNothingWrong() {
    assertThat(new LedgerVerification(fixture.store.application()).run().findings()).isEmpty();
  }

  @Test
  void holdsMoneyThatIsStillThereButCannotBeSpent() {
    HeldPayment hold = held(post(ledger, fixture.hold(ada, ben, 700)).getFirst());

    Account account = account(ada);
    assertThat(account.balanceMinor()).isEqualTo(1_000);
    assertThat(account.heldMinor()).isEqualTo(700);
    assertThat(account.availableMinor()).isEqualTo(300);
    assertThat(fixture.balance(ben)).isZero();
    assertThat(fixture.count("payments")).isEqualTo(1);
    assertThat(fixture.holds().find(TenantId.DEFAULT, hold.id())).contains(hold);
    assertThat(post(ledger, fixture.payment(ada, ben, 301)).getFirst())
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused ->
                assertThat(refused.refusal().details())
                    .containsEntry("held", "7.00")
                    .containsEntry("available", "3.00"));
  }

  @Test
  void capturesInPartsAndReleasesTheRestWithTheLast() {
    HeldPayment hold = held(post(ledger, fixture.hold(ada, ben, 700)).getFirst());

    PostedTransfer first =
        posted(post(ledger, fixture.capture(hold.id(), 200L, false, ben)).getFirst());
    assertThat(first.parent()).isEqualTo(hold.id());
    assertThat(first.type()).isEqualTo(Transfer.Type.CAPTURE);
    assertThat(account(ada).heldMinor()).isEqualTo(500);

    PostedTransfer last =
        posted(post(ledger, fixture.capture(hold.id(), 100L, true, ben)).getFirst());
    assertThat(account(ada).heldMinor()).isZero();
    assertThat(account(ada).balanceMinor()).isEqualTo(700);
    assertThat(fixture.balance(ben)).isEqualTo(300);
    assertThat(fixture.holds().captures(TenantId.DEFAULT, hold.id())).containsExactly(first, last);
    assertThat(reason(post(ledger, fixture.capture(hold.id(), 1L, false, ben)).getFirst()))
        .isEqualTo(Reason.HOLD_CLOSED);
  }

  @Test
  void capturesNoMoreThanIsHeld() {
    HeldPayment hold = held(post(ledger, fixture.hold(ada, ben, 700)).getFirst());
    post(ledger, fixture.capture(hold.id(), 200L, false, ben));

    assertThat(post(ledger, fixture.capture(hold.id(), 501L, false, ben)).getFirst())
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused -> {
              assertThat(refused.refusal().reason()).isEqualTo(Reason.CAPTURE_EXCEEDS);
              assertThat(refused.refusal().details())
                  .containsEntry("remaining", "5.00")
                  .containsEntry("required", "5.01");
            });
  }

  @Test
  void sharesACaptureOutToTheLastUnit() {
    Hold hold =
        new Hold(
            fixture.split(ada, List.of(new Entry(owner(ben), 67), new Entry(owner(cleo), 33))),
            Instant.now().plusSeconds(60));
    HeldPayment made = held(post(ledger, hold).getFirst());
    for (long part : new long[] {1, 1, 1, 50, 46, 1}) {
      posted(post(ledger, fixture.capture(made.id(), part, false, ben)).getFirst());
    }

    assertThat(fixture.balance(ben)).isEqualTo(67);
    assertThat(fixture.balance(cleo)).isEqualTo(33);
    assertThat(fixture.holds().find(TenantId.DEFAULT, made.id()).orElseThrow().state())
        .isEqualTo(State.CAPTURED);
  }

  @Test
  void releasesWhatIsVoided() {
    HeldPayment hold = held(post(ledger, fixture.hold(ada, ben, 700)).getFirst());
    post(ledger, fixture.capture(hold.id(), 200L, false, ben));

    Release release = fixture.release(hold.id(), ben);
    HeldPayment voided = held(post(ledger, release).getFirst());

    assertThat(voided.state()).isEqualTo(State.VOIDED);
    assertThat(voided.capturedMinor()).isEqualTo(200);
    assertThat(account(ada).availableMinor()).isEqualTo(800);
    assertThat(post(ledger, release).getFirst()).isEqualTo(new Verdict.Held(voided, true));
    assertThat(reason(post(ledger, fixture.release(hold.id(), ben)).getFirst()))
        .isEqualTo(Reason.HOLD_CLOSED);
  }

  @Test
  void givesTheFirstAnswersAgainWhateverCameOfTheHold() {
    Hold hold = fixture.hold(ada, ben, 700);
    Verdict made = post(ledger, hold).getFirst();
    Capture capture = fixture.capture(held(made).id(), null, false, ben);
    Verdict captured = post(ledger, capture).getFirst();

    assertThat(post(ledger, hold).getFirst()).isEqualTo(made.again());
    assertThat(post(ledger, capture).getFirst()).isEqualTo(captured.again());
    assertThat(fixture.balance(ben)).isEqualTo(700);
  }

  @Test
  void capturesNothingOnceExpiredAndSweepsUpWhatIsHeld() {
    Hold hold = fixture.hold(ada, ben, 700);
    HeldPayment made = held(post(ledger, hold).getFirst());
    clock.advance(Duration.ofHours(2));

    assertThat(reason(post(ledger, fixture.capture(made.id(), 1L, false, ben)).getFirst()))
        .isEqualTo(Reason.HOLD_EXPIRED);
    assertThat(account(ada).heldMinor()).isEqualTo(700);
    Release expiry = Release.expiry(TenantId.DEFAULT, made.id());
    assertThat(held(post(ledger, expiry).getFirst()).state()).isEqualTo(State.EXPIRED);
    assertThat(account(ada).heldMinor()).isZero();
    assertThat(reason(post(ledger, fixture.capture(made.id(), 1L, false, ben)).getFirst()))
        .isEqualTo(Reason.HOLD_EXPIRED);
    assertThat(post(ledger, hold).getFirst()).isEqualTo(new Verdict.Held(made, true));
  }

  @Test
  void knowsNoHoldOfThatIdNorOneOfAnotherTenant() {
    HeldPayment hold = held(post(ledger, fixture.hold(ada, ben, 700)).getFirst());
    PostedTransfer payment = posted(post(ledger, fixture.payment(ada, ben, 1)).getFirst());
    TenantId other = fixture.store.newTenant();
    Capture there = fixture.capture(hold.id(), 1L, false, ben);

    List<Verdict> verdicts =
        post(
            ledger,
            new Capture(
                other,
                hold.id(),
                1L,
                false,
                there.key(),
                there.authority(),
                there.metadata(),
                null),
            fixture.capture(payment.id(), 1L, false, ben),
            fixture.release(hold.id(), ben));

    assertThat(reason(verdicts.get(0))).isEqualTo(Reason.UNKNOWN_PAYMENT);
    assertThat(reason(verdicts.get(1))).isEqualTo(Reason.UNKNOWN_PAYMENT);
    assertThat(held(verdicts.get(2)).state()).isEqualTo(State.VOIDED);
  }

  @Test
  void listsHoldsByStateAndParty() {
    HeldPayment first = held(post(ledger, fixture.hold(ada, ben, 100)).getFirst());
    HeldPayment second = held(post(ledger, fixture.hold(ada, cleo, 100)).getFirst());
    post(ledger, fixture.release(first.id(), ben));

    assertThat(ids(query(List.of(), null))).containsExactly(second.id(), first.id());
    assertThat(ids(query(List.of(), State.OPEN))).containsExactly(second.id());
    assertThat(ids(query(List.of(first.payees().getFirst().account()), null)))
        .containsExactly(first.id());
  }

  private List<Object> ids(Holds.Query query) {
    return fixture.holds().list(query).items().stream().<Object>map(HeldPayment::id).toList();
  }

  private static Holds.Query query(List<AccountId> accounts, @Nullable State state) {
    return new Holds.Query(TenantId.DEFAULT, accounts, state, null, 10);
  }

  private Account account(UserId owner) {
    return fixture.accounts().find(TenantId.DEFAULT, owner, "USD").orElseThrow();
  }

  private static AccountRef owner(UserId user) {
    return new AccountRef.OfOwner(user);
  }
}
