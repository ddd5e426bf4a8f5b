package dev.countersign.server.ledger;

import static dev.countersign.server.ledger.LedgerFixture.held;
import static dev.countersign.server.ledger.LedgerFixture.post;
import static dev.countersign.server.ledger.LedgerFixture.posted;
import static dev.countersign.server.ledger.LedgerFixture.reason;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.ledger.Refusal.Reason;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Payments that are undone, whole or in parts. */
class LedgerReversalsTests {
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
  void givesBackTheWholeOnce() {
    PostedTransfer payment = posted(post(ledger, fixture.payment(ada, ben, 300)).getFirst());
    Reversal reversal = fixture.reversal(payment.id(), null, ben);

    Verdict reversed = post(ledger, reversal).getFirst();

    assertThat(posted(reversed).type()).isEqualTo(Transfer.Type.REVERSAL);
    assertThat(posted(reversed).parent()).isEqualTo(payment.id());
    assertThat(posted(reversed).payer()).isEqualTo(payment.payee());
    assertThat(fixture.balance(ada)).isEqualTo(1_000);
    assertThat(post(ledger, reversal).getFirst()).isEqualTo(reversed.again());
    assertThat(refusedReversal(payment, null)).isEqualTo(Reason.REVERSAL_EXCEEDS);
    assertThat(fixture.history().reversed(TenantId.DEFAULT, List.of(payment.id())))
        .isEqualTo(Map.of(payment.id(), 300L));
  }

  @Test
  void givesBackPartsButNeverMoreThanTheOriginal() {
    PostedTransfer payment = posted(post(ledger, fixture.payment(ada, ben, 300)).getFirst());
    post(ledger, fixture.reversal(payment.id(), 200L, ben));

    assertThat(post(ledger, fixture.reversal(payment.id(), 101L, ben)).getFirst())
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused ->
                assertThat(refused.refusal().details())
                    .containsEntry("remaining", "1.00")
                    .containsEntry("required", "1.01"));
    posted(post(ledger, fixture.reversal(payment.id(), 100L, ben)).getFirst());
    assertThat(fixture.balance(ada)).isEqualTo(1_000);
  }

  @Test
  void reversesNoMoreBecauseAnotherTenantAsksForTheSameInTheSameBatch() {
    PostedTransfer payment = posted(post(ledger, fixture.payment(ada, ben, 300)).getFirst());
    post(ledger, fixture.deposit(ben, 1_000));
    Reversal here = fixture.reversal(payment.id(), null, ben);
    Reversal there =
        new Reversal(
            fixture.store.newTenant(),
            payment.id(),
            null,
            here.key(),
            here.authority(),
            Map.of(),
            null);

    List<Verdict> verdicts = post(ledger, there, here);

    assertThat(reason(verdicts.getFirst())).isEqualTo(Reason.UNKNOWN_PAYMENT);
    assertThat(posted(verdicts.getLast()).amountMinor()).isEqualTo(300);
    assertThat(fixture.balance(ada)).isEqualTo(1_000);
  }

  @Test
  void countsWhatTheSameBatchHasReversed() {
    PostedTransfer payment = posted(post(ledger, fixture.payment(ada, ben, 300)).getFirst());

    List<Verdict> verdicts =
        post(
            ledger,
            fixture.reversal(payment.id(), 200L, ben),
            fixture.reversal(payment.id(), 200L, ben));

    posted(verdicts.getFirst());
    assertThat(reason(verdicts.getLast())).isEqualTo(Reason.REVERSAL_EXCEEDS);
  }

  @Test
  void takesFromEachPayeeOfASplitWhatTheyHaveGot() {
    Transfer split =
        fixture.split(
            ada,
            List.of(
                new Entry(new AccountRef.OfOwner(ben), 67),
                new Entry(new AccountRef.OfOwner(cleo), 33)));
    PostedTransfer payment = posted(post(ledger, split).getFirst());
    for (long part : new long[] {1, 1, 49, 48}) {
      posted(post(ledger, fixture.reversal(payment.id(), part, ben)).getFirst());
    }
    assertThat(fixture.balance(ben) + fixture.balance(cleo)).isEqualTo(1);

    posted(post(ledger, fixture.reversal(payment.id(), null, ben)).getFirst());

    assertThat(fixture.balance(ben)).isZero();
    assertThat(fixture.balance(cleo)).isZero();
    assertThat(fixture.balance(ada)).isEqualTo(1_000);
  }

  @Test
  void reversesACaptureButNoReversalNorHold() {
    HeldPayment hold = held(post(ledger, fixture.hold(ada, ben, 700)).getFirst());
    assertThat(reason(post(ledger, fixture.reversal(hold.id(), null, ben)).getFirst()))
        .isEqualTo(Reason.NOT_REVERSIBLE);
    PostedTransfer capture =
        posted(post(ledger, fixture.capture(hold.id(), null, false, ben)).getFirst());

    PostedTransfer reversal =
        posted(post(ledger, fixture.reversal(capture.id(), null, ben)).getFirst());

    assertThat(fixture.balance(ada)).isEqualTo(1_000);
    assertThat(refusedReversal(reversal, null)).isEqualTo(Reason.NOT_REVERSIBLE);
  }

  @Test
  void doesNotTakeWhatThePayeeHasSpent() {
    PostedTransfer payment = posted(post(ledger, fixture.payment(ada, ben, 300)).getFirst());
    post(ledger, fixture.payment(ben, cleo, 200));

    assertThat(refusedReversal(payment, null)).isEqualTo(Reason.INSUFFICIENT_FUNDS);
    posted(post(ledger, fixture.reversal(payment.id(), 100L, ben)).getFirst());
  }

  @Test
  void convertsAtAStatedRateAndBackAtTheSame() {
    Transfer conversion =
        fixture.conversion(ada, "EUR", 1_000, new BigDecimal("0.92345"), "ECB 2026-11-20");
    PostedTransfer converted = posted(post(ledger, conversion).getFirst());

    assertThat(balances(ada)).isEqualTo(Map.of("USD", 0L, "EUR", 923L));
    assertThat(post(ledger, conversion).getFirst()).isEqualTo(new Verdict.Posted(converted, true));
    assertThat(fixture.history().find(TenantId.DEFAULT, converted.id())).contains(converted);

    post(ledger, fixture.reversal(converted.id(), 333L, ada));
    assertThat(balances(ada)).isEqualTo(Map.of("USD", 333L, "EUR", 616L));
    post(ledger, fixture.reversal(converted.id(), null, ada));
    assertThat(balances(ada)).isEqualTo(Map.of("USD", 1_000L, "EUR", 0L));
  }

  private Map<String, Long> balances(UserId owner) {
    return fixture.accounts().ofOwner(TenantId.DEFAULT, owner).stream()
        .collect(Collectors.toMap(Account::asset, Account::balanceMinor));
  }

  private Reason refusedReversal(PostedTransfer payment, @Nullable Long part) {
    return reason(post(ledger, fixture.reversal(payment.id(), part, ben)).getFirst());
  }
}
