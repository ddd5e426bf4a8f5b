package dev.countersign.server.ledger;

import static dev.countersign.server.ledger.LedgerFixture.hash;
import static dev.countersign.server.ledger.LedgerFixture.posted;
import static dev.countersign.server.ledger.LedgerFixture.reason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.server.ledger.AccountRef.ByExternalReference;
import dev.countersign.server.ledger.AccountRef.ById;
import dev.countersign.server.ledger.AccountRef.OfOwner;
import dev.countersign.server.ledger.AccountRef.Rounding;
import dev.countersign.server.ledger.AccountRef.World;
import dev.countersign.server.ledger.PostedTransfer.PostedEntry;
import dev.countersign.server.ledger.PostingGuard.Judgement;
import dev.countersign.server.ledger.Refusal.Reason;
import dev.countersign.server.ledger.Transfer.Authority;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The rules by themselves, and the order in which they are asked. */
class BookTests {
  private static final Instant NOW = Instant.parse("2026-11-21T05:00:00Z");
  private static final AccountId SAVINGS = new AccountId(new UUID(0, 1));
  private static final AccountId EUROS = new AccountId(new UUID(0, 2));
  private static final UserId ADA = new UserId(new UUID(0, 3));
  private static final UserId BEN = new UserId(new UUID(0, 4));

  private final Assets assets = new TwoAssets();
  private Book book = freshBook();

  @Test
  void refusesToTakeMoreThanBalanceAndLimit() {
    assertThat(reason(post(new ById(SAVINGS), new World(), 151)))
        .isEqualTo(Reason.INSUFFICIENT_FUNDS);
    assertThat(balances(post(new ById(SAVINGS), new World(), 150))).containsExactly(-50L, 150L);
  }

  @Test
  void tellsBalanceAvailableAndRequiredSum() {
    Verdict refused = post(new ById(SAVINGS), new World(), 100_000);

    assertThat(refused)
        .isEqualTo(
            Verdict.refused(
                new Refusal(
                    Reason.INSUFFICIENT_FUNDS,
                    Map.of(
                        "balance", "1.00",
                        "available", "1.50",
                        "required", "1000.00",
                        "currency", "USD"))));
  }

  @Test
  void knowsAnAccountUnderAllItsNames() {
    assertThat(reason(post(new ById(SAVINGS), new ByExternalReference("savings"), 1)))
        .isEqualTo(Reason.SAME_ACCOUNT);
    assertThat(reason(post(new OfOwner(ADA), new OfOwner(ADA), 1))).isEqualTo(Reason.SAME_ACCOUNT);
  }

  @Test
  void givesTheFirstReasonOfSeveral() {
    assertThat(reason(post("XXX", new ById(EUROS), new ByExternalReference("nobody's"), 1_000)))
        .isEqualTo(Reason.UNKNOWN_ASSET);
    assertThat(reason(post(new ById(EUROS), new ByExternalReference("nobody's"), 1_000)))
        .isEqualTo(Reason.UNKNOWN_ACCOUNT);
    assertThat(reason(post(new ById(EUROS), new ById(EUROS), 1_000)))
        .isEqualTo(Reason.ASSET_MISMATCH);
    assertThat(reason(post(new ById(SAVINGS), new ById(SAVINGS), 1_000)))
        .isEqualTo(Reason.SAME_ACCOUNT);
  }

  @Test
  void doesNotBetrayAnothersBalanceByOverflow() {
    assertThat(reason(post(new OfOwner(ADA), new ById(SAVINGS), Long.MAX_VALUE)))
        .isEqualTo(Reason.INSUFFICIENT_FUNDS);
    assertThat(reason(post(new World(), new ById(SAVINGS), Long.MAX_VALUE)))
        .isEqualTo(Reason.AMOUNT_OVERFLOW);
  }

  @Test
  void asksForTheKeyBeforeTheGuard() {
    Transfer transfer = transfer("USD", new World(), new OfOwner(ADA), 5, "key");
    Verdict first = book.post(transfer, Judgement.FREE);
    Answer answer = new Answer(KeyName.of(transfer), transfer.key().requestHash(), first);
    book = new Book(assets, ids(), NOW, new Book.Before(List.of(), List.of(answer)));
    Judgement barred = new Judgement.Barred(Refusal.of(Reason.SESSION_ENDED));

    assertThat(book.post(transfer, barred)).isEqualTo(first.again());
    assertThat(reason(book.post(transfer("USD", new World(), new OfOwner(ADA), 6, "key"), barred)))
        .isEqualTo(Reason.IDEMPOTENCY_CONFLICT);
    assertThat(reason(book.post(transfer("USD", new World(), new ById(EUROS), 5, "k"), barred)))
        .isEqualTo(Reason.SESSION_ENDED);
    assertThat(book.postings()).isEmpty();
  }

  @Test
  void leavesThePayerOutWhereSeveralAreDebitedButNotForRounding() {
    Transfer rounded =
        transfer(
            Transfer.Type.TRANSACTION,
            List.of(
                new Entry(new World(), -100),
                new Entry(new OfOwner(ADA), 100),
                new Entry(new OfOwner(ADA), 1),
                new Entry(new Rounding(), -1)));
    Transfer shared =
        transfer(
            Transfer.Type.TRANSACTION,
            List.of(
                new Entry(new World(), -1),
                new Entry(new ById(SAVINGS), -1),
                new Entry(new OfOwner(ADA), 2)));

    PostedTransfer first = posted(book.post(rounded, Judgement.FREE));
    PostedTransfer second = posted(book.post(shared, Judgement.FREE));

    assertThat(first.payer()).isEqualTo(first.entries().getFirst().account());
    assertThat(first.payee()).isEqualTo(first.entries().get(1).account());
    assertThat(second.payer()).isNull();
    assertThat(second.payee()).isEqualTo(first.payee());
  }

  @Test
  void refusesEntriesThatDoNotBalanceAsABug() {
    List<Entry> unbalanced = List.of(new Entry(new World(), -2), new Entry(new OfOwner(ADA), 1));
    Entry most = new Entry(new World(), Long.MAX_VALUE);
    Entry least = new Entry(new World(), -Long.MAX_VALUE);

    assertThatThrownBy(() -> transfer(Transfer.Type.DEPOSIT, unbalanced))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> transfer(Transfer.Type.DEPOSIT, List.of(most, most, least, least)))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> new Entry(new World(), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Book freshBook() {
    return new Book(
        assets,
        ids(),
        NOW,
        new Book.Before(
            List.of(account(SAVINGS, "savings", "USD", 50), account(EUROS, "euros", "EUR", 0)),
            List.of()));
  }

  private static Account account(AccountId id, String reference, String asset, long limit) {
    return new Account(
        id,
        TenantId.DEFAULT,
        Account.Kind.STANDARD,
        null,
        reference,
        asset,
        100,
        limit,
        0,
        Account.Status.OPEN,
        1,
        NOW);
  }

  private Verdict post(AccountRef from, AccountRef to, long amount) {
    return post("USD", from, to, amount);
  }

  private Verdict post(String asset, AccountRef from, AccountRef to, long amount) {
    return book.post(transfer(asset, from, to, amount, asset + from + to + amount), Judgement.FREE);
  }

  private static Transfer transfer(
      String asset, AccountRef from, AccountRef to, long amount, String key) {
    return new Transfer(
        TenantId.DEFAULT,
        Transfer.Type.PAYMENT,
        asset,
        List.of(new Entry(from, -amount), new Entry(to, amount)),
        IdempotencyKey.ofPayer(BEN, key.substring(0, Math.min(key.length(), 255)), hash(amount)),
        new Authority(BEN, new SessionId(new UUID(0, 5))),
        null,
        Map.of(),
        null);
  }

  private static Transfer transfer(Transfer.Type type, List<Entry> entries) {
    return new Transfer(
        TenantId.DEFAULT,
        type,
        "USD",
        entries,
        IdempotencyKey.ofTenant(TenantId.DEFAULT, "reference " + entries.size(), hash(entries)),
        new Authority(BEN, new SessionId(new UUID(0, 5))),
        null,
        Map.of(),
        null);
  }

  private static List<Long> balances(Verdict verdict) {
    return posted(verdict).entries().stream().map(PostedEntry::balanceAfterMinor).toList();
  }

  private static IdGenerator ids() {
    return new IdGenerator(InstantSource.fixed(NOW), new Random(1));
  }
}
