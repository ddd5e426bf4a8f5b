package dev.countersign.server.ledger;

import static dev.countersign.server.ledger.LedgerFixture.hash;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.ledger.PostingGuard.Judgement;
import dev.countersign.server.ledger.Refusal.Reason;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How far somebody's word reaches, within one batch. */
class AllowanceTests {
  private static final Instant NOW = Instant.parse("2026-11-21T05:00:00Z");
  private static final UserId ADA = new UserId(new UUID(0, 3));
  private static final UserId BEN = new UserId(new UUID(0, 4));
  private static final UUID MANDATE = new UUID(0, 7);

  private final Book book =
      new Book(
          new TwoAssets(),
          new IdGenerator(InstantSource.fixed(NOW), new Random(1)),
          NOW,
          new Book.Before(List.of(purse()), List.of()));
  private int keys;

  @Test
  void refusesTheSecondDrawOnAMandateOfOneUse() {
    Judgement once = within(new Allowance(MANDATE, "USD", 500, 1, Reason.MANDATE_EXCEEDED));

    assertThat(book.post(payment(100), once)).isInstanceOf(Verdict.Posted.class);
    assertThat(book.post(payment(100), once))
        .isEqualTo(
            Verdict.refused(
                new Refusal(
                    Reason.MANDATE_EXCEEDED,
                    Map.of(
                        "remaining", "4.00", "required", "1.00", "currency", "USD", "uses", "0"))));
    assertThat(book.draws())
        .containsExactly(new Allowance.Draw(MANDATE, Reason.MANDATE_EXCEEDED, 100, 1));
  }

  @Test
  void countsWhatEarlierOnesHaveTaken() {
    Judgement limit =
        within(new Allowance(MANDATE, "USD", 500, Long.MAX_VALUE, Reason.SPENDING_LIMIT_EXCEEDED));

    assertThat(book.post(payment(300), limit)).isInstanceOf(Verdict.Posted.class);
    assertThat(LedgerFixture.reason(book.post(payment(201), limit)))
        .isEqualTo(Reason.SPENDING_LIMIT_EXCEEDED);
    assertThat(book.post(payment(200), limit)).isInstanceOf(Verdict.Posted.class);
    assertThat(book.draws())
        .containsExactly(new Allowance.Draw(MANDATE, Reason.SPENDING_LIMIT_EXCEEDED, 500, 2));
  }

  @Test
  void drawsNothingForARepeatNorForARefusal() {
    Judgement limit = within(new Allowance(MANDATE, "USD", 5_000, 9, Reason.MANDATE_EXCEEDED));
    Transfer payment = payment(300);
    book.post(payment, limit);
    book.post(payment, limit);
    book.post(payment(2_000), limit);

    assertThat(book.draws())
        .containsExactly(new Allowance.Draw(MANDATE, Reason.MANDATE_EXCEEDED, 300, 1));
  }

  @Test
  void givesBackWhatALinkedGroupHadDrawn() {
    Judgement limit = within(new Allowance(MANDATE, "USD", 500, 9, Reason.MANDATE_EXCEEDED));

    book.postLinked(List.of(payment(300), payment(201)), List.of(limit, limit));

    assertThat(book.draws()).isEmpty();
    assertThat(book.post(payment(500), limit)).isInstanceOf(Verdict.Posted.class);
  }

  @Test
  void drawsOnAllOrNoneOfSeveral() {
    UUID other = new UUID(0, 8);
    Judgement both =
        within(
            new Allowance(MANDATE, "USD", 500, 9, Reason.MANDATE_EXCEEDED),
            new Allowance(other, "USD", 100, 9, Reason.SPENDING_LIMIT_EXCEEDED));

    assertThat(LedgerFixture.reason(book.post(payment(101), both)))
        .isEqualTo(Reason.SPENDING_LIMIT_EXCEEDED);
    book.post(payment(100), both);

    assertThat(book.draws())
        .containsExactly(
            new Allowance.Draw(MANDATE, Reason.MANDATE_EXCEEDED, 100, 1),
            new Allowance.Draw(other, Reason.SPENDING_LIMIT_EXCEEDED, 100, 1));
  }

  @Test
  void givesBackWhatAReleaseSetsFreeToTheNextOfTheSameBatch() {
    Judgement before =
        within(new Allowance(MANDATE, "USD", 500, 9, Reason.SPENDING_LIMIT_EXCEEDED));
    Verdict.Held made =
        (Verdict.Held) book.post(new Hold(payment(400), NOW.plusSeconds(60)), before);
    Book next =
        new Book(
            new TwoAssets(),
            new IdGenerator(InstantSource.fixed(NOW), new Random(2)),
            NOW,
            new Book.Before(
                book.changed().stream().map(BookAccount::now).toList(),
                List.of(),
                List.of(made.hold()),
                List.of()));
    Judgement left = within(new Allowance(MANDATE, "USD", 100, 9, Reason.SPENDING_LIMIT_EXCEEDED));
    assertThat(LedgerFixture.reason(next.post(payment(200), left)))
        .isEqualTo(Reason.SPENDING_LIMIT_EXCEEDED);

    Judgement free = new Judgement.Permitted(List.of(), book.onHold());
    Release release = release(made.hold().id());
    assertThat(next.post(release, free)).isInstanceOf(Verdict.Held.class);
    assertThat(next.post(release, free)).isInstanceOf(Verdict.Held.class);
    assertThat(next.draws())
        .containsExactly(new Allowance.Draw(MANDATE, Reason.SPENDING_LIMIT_EXCEEDED, -400, 0));
    assertThat(next.post(payment(500), left)).isInstanceOf(Verdict.Posted.class);
    assertThat(next.draws())
        .containsExactly(new Allowance.Draw(MANDATE, Reason.SPENDING_LIMIT_EXCEEDED, 100, 1));
  }

  private Release release(PaymentId hold) {
    return new Release(
        TenantId.DEFAULT,
        hold,
        IdempotencyKey.ofPayer(ADA, "key " + keys++, hash(0)),
        payment(1).authority(),
        Map.of(),
        null);
  }

  private static Judgement within(Allowance... allowances) {
    return new Judgement.Permitted(List.of(allowances));
  }

  private Transfer payment(long cents) {
    return LedgerFixture.transfer(
        Transfer.Type.PAYMENT,
        new AccountRef.OfOwner(ADA),
        new AccountRef.OfOwner(BEN),
        cents,
        IdempotencyKey.ofPayer(ADA, "key " + keys++, hash(cents)),
        ADA);
  }

  private static Account purse() {
    return new Account(
        new AccountId(new UUID(0, 1)),
        TenantId.DEFAULT,
        Account.Kind.STANDARD,
        ADA,
        null,
        "USD",
        1_000,
        0,
        0,
        Account.Status.OPEN,
        1,
        NOW);
  }
}
