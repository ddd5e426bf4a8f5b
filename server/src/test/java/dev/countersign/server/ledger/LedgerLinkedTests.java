package dev.countersign.server.ledger;

import static dev.countersign.server.ledger.LedgerFixture.held;
import static dev.countersign.server.ledger.LedgerFixture.post;
import static dev.countersign.server.ledger.LedgerFixture.postLinked;
import static dev.countersign.server.ledger.LedgerFixture.posted;
import static dev.countersign.server.ledger.LedgerFixture.reason;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.ledger.Refusal.Reason;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Payments that are made all together or not at all. */
class LedgerLinkedTests {
  @AutoClose private final LedgerFixture fixture = LedgerFixture.create();
  private final GroupCommit ledger = fixture.startLedger();
  private final UserId ada = fixture.newUser();
  private final UserId ben = fixture.newUser();
  private final UserId cleo = fixture.newUser();

  @BeforeEach
  void depositForAda() {
    post(ledger, fixture.deposit(ada, 1_000));
  }

  @AfterEach
  void findNothingWrong() {
    assertThat(new LedgerVerification(fixture.store.application()).run().findings()).isEmpty();
  }

  @Test
  void postsAllOfSeveralPayers() {
    List<Verdict> verdicts =
        postLinked(
            ledger,
            fixture.payment(ada, ben, 300),
            fixture.payment(ben, cleo, 200),
            fixture.hold(cleo, ada, 150));

    assertThat(verdicts).noneMatch(Verdict.Refused.class::isInstance);
    assertThat(fixture.balance(ben)).isEqualTo(100);
    assertThat(fixture.balance(cleo)).isEqualTo(200);
  }

  @Test
  void refusesAllWhereOneIsRefusedAndNamesIt() {
    Transfer first = fixture.payment(ada, ben, 300);
    Transfer second = fixture.payment(ben, cleo, 301);
    Transfer third = fixture.payment(ada, cleo, 1);

    List<Verdict> verdicts = postLinked(ledger, first, second, third);

    Refusal linked =
        new Refusal(
            Reason.LINKED_REFUSED,
            Map.of(
                "failed_position", "1",
                "failed_key", second.key().key(),
                "failed_reason", "insufficient_funds"));
    assertThat(verdicts.get(0)).isEqualTo(Verdict.refused(linked));
    assertThat(reason(verdicts.get(1))).isEqualTo(Reason.INSUFFICIENT_FUNDS);
    assertThat(verdicts.get(2)).isEqualTo(Verdict.refused(linked));
    assertThat(fixture.balance(ada)).isEqualTo(1_000);
    assertThat(fixture.accounts().ofOwner(TenantId.DEFAULT, ben)).isEmpty();
    post(ledger, fixture.deposit(ben, 500));
    assertThat(postLinked(ledger, first, second, third))
        .isEqualTo(verdicts.stream().map(Verdict::again).toList());
  }

  @Test
  void givesTheFirstAnswersOfTheWholeGroupAgain() {
    Transfer first = fixture.payment(ada, ben, 300);
    Transfer second = fixture.payment(ben, cleo, 200);
    List<Verdict> verdicts = postLinked(ledger, first, second);

    assertThat(postLinked(ledger, first, second))
        .isEqualTo(verdicts.stream().map(Verdict::again).toList());
    assertThat(fixture.balance(cleo)).isEqualTo(200);
  }

  @Test
  void takesAnotherGroupUnderTheSameKeysForAnotherRequest() {
    Transfer alone = fixture.payment(ada, ben, 300);
    Transfer other = fixture.payment(ada, ben, 100);
    post(ledger, alone);

    List<Verdict> verdicts = postLinked(ledger, other, alone);

    assertThat(reason(verdicts.get(0))).isEqualTo(Reason.LINKED_REFUSED);
    assertThat(reason(verdicts.get(1))).isEqualTo(Reason.IDEMPOTENCY_CONFLICT);
    posted(post(ledger, other).getFirst());
  }

  @Test
  void refusesAGroupThatUsesAKeyTwice() {
    Transfer payment = fixture.payment(ada, ben, 300);

    assertThat(postLinked(ledger, payment, payment))
        .extracting(LedgerFixture::reason)
        .containsExactly(Reason.LINKED_REFUSED, Reason.IDEMPOTENCY_CONFLICT);
    assertThat(fixture.balance(ada)).isEqualTo(1_000);
  }

  @Test
  void remembersNothingOfAGroupThatUsesAKeyTwiceWhateverElseIsAgainstIt() {
    Transfer tooMuch = fixture.payment(ada, ben, 30_000);

    assertThat(postLinked(ledger, tooMuch, tooMuch))
        .extracting(LedgerFixture::reason)
        .containsExactly(Reason.LINKED_REFUSED, Reason.IDEMPOTENCY_CONFLICT);
    assertThat(reason(post(ledger, tooMuch).getFirst())).isEqualTo(Reason.INSUFFICIENT_FUNDS);
  }

  @Test
  void doesNotRememberAGroupThatTheGuardRefuses() {
    Transfer first = fixture.payment(ada, ben, 300);
    Transfer second = fixture.payment(ben, cleo, 200);
    fixture.barred.put(second.authority(), Refusal.of(Reason.SESSION_ENDED));
    assertThat(postLinked(ledger, first, second))
        .extracting(LedgerFixture::reason)
        .containsExactly(Reason.LINKED_REFUSED, Reason.SESSION_ENDED);
    fixture.barred.clear();

    assertThat(postLinked(ledger, first, second)).allMatch(Verdict.Posted.class::isInstance);
  }

  @Test
  void takesBackCapturesVoidsAndReversals() {
    HeldPayment hold = held(post(ledger, fixture.hold(ada, ben, 400)).getFirst());
    PostedTransfer payment = posted(post(ledger, fixture.payment(ada, ben, 100)).getFirst());

    List<Verdict> verdicts =
        postLinked(
            ledger,
            fixture.capture(hold.id(), 50L, false, ben),
            fixture.release(hold.id(), ben),
            fixture.reversal(payment.id(), null, ben),
            fixture.payment(cleo, ben, 1));

    assertThat(verdicts)
        .extracting(LedgerFixture::reason)
        .containsExactly(
            Reason.LINKED_REFUSED,
            Reason.LINKED_REFUSED,
            Reason.LINKED_REFUSED,
            Reason.INSUFFICIENT_FUNDS);
    assertThat(fixture.holds().find(TenantId.DEFAULT, hold.id())).contains(hold);
    posted(post(ledger, fixture.reversal(payment.id(), 100L, ben)).getFirst());
    posted(post(ledger, fixture.capture(hold.id(), 400L, false, ben)).getFirst());
  }
}
