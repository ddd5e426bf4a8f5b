package dev.countersign.server.ledger;

import static dev.countersign.server.ledger.LedgerFixture.post;
import static dev.countersign.server.ledger.LedgerFixture.posted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.ledger.HistoryFilter.Note;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A history narrowed, and read while it grows. */
class HistorySearchTests {
  private static final Instant LONG_AGO = Instant.parse("1993-07-05T12:00:00Z");
  private static final int PAYERS = 4;

  @AutoClose private final LedgerFixture fixture = LedgerFixture.create();
  private final GroupCommit ledger = fixture.startLedger();
  private final History history = fixture.history();
  private final UserId ada = fixture.newUser();
  private final UserId ben = fixture.newUser();
  private final UserId eve = fixture.newUser();

  @Test
  void findsByType() {
    PostedTransfer deposit = deposit(100);
    PostedTransfer payment = posted(post(ledger, fixture.payment(ada, ben, 7)).getFirst());

    assertThat(found(filter(null, null, Sense.RECORDED, Set.of(Transfer.Type.PAYMENT))))
        .containsExactly(payment.id());
    assertThat(found(filter(null, null, Sense.RECORDED, Set.of(Transfer.Type.DEPOSIT))))
        .containsExactly(deposit.id());
  }

  @Test
  void findsByTheTimeOfRecordingFromInclusiveToExclusive() {
    List<PostedTransfer> all = new ArrayList<>();
    for (int amount = 1; amount <= 5; amount++) {
      all.add(deposit(amount));
    }
    Instant second = all.get(1).recordedAt();
    Instant fourth = all.get(3).recordedAt();

    assertThat(found(filter(second, fourth, Sense.RECORDED, Set.of())))
        .containsExactly(all.get(2).id(), all.get(1).id());
    assertThat(found(filter(null, second, Sense.RECORDED, Set.of())))
        .containsExactly(all.getFirst().id());
  }

  @Test
  void findsByTheTimeFromWhichItCounts() {
    PostedTransfer backdated = backdated(5, LONG_AGO);
    PostedTransfer now = deposit(6);

    assertThat(found(filter(LONG_AGO, LONG_AGO.plusSeconds(1), Sense.EFFECTIVE, Set.of())))
        .containsExactly(backdated.id());
    assertThat(found(filter(LONG_AGO.plusSeconds(1), null, Sense.EFFECTIVE, Set.of())))
        .containsExactly(now.id());
  }

  @Test
  void findsByTheOtherParty() {
    deposit(100);
    PostedTransfer toBen = posted(post(ledger, fixture.payment(ada, ben, 1)).getFirst());
    PostedTransfer toEve = posted(post(ledger, fixture.payment(ada, eve, 2)).getFirst());

    assertThat(found(withParties(accountsOf(ben)))).containsExactly(toBen.id());
    assertThat(found(withParties(accountsOf(eve)))).containsExactly(toEve.id());
    assertThat(found(withParties(List.of()))).isEmpty();
  }

  @Test
  void findsByTheAmountOnTheReadersAccountInUnitsOfItsAsset() {
    PostedTransfer one = deposit(100);
    PostedTransfer two = deposit(200);
    deposit(201);

    assertThat(found(withAmounts("1.00", "2"))).containsExactly(two.id(), one.id());
    assertThat(found(withAmounts("1.005", "2.009"))).containsExactly(two.id());
  }

  @Test
  void findsWhatWasGivenBackWhole() {
    deposit(100);
    PostedTransfer whole = posted(post(ledger, fixture.payment(ada, ben, 5)).getFirst());
    PostedTransfer part = posted(post(ledger, fixture.payment(ada, ben, 6)).getFirst());
    posted(post(ledger, fixture.reversal(whole.id(), null, ben)).getFirst());
    posted(post(ledger, fixture.reversal(part.id(), 5L, ben)).getFirst());

    assertThat(found(reversed(true))).containsExactly(whole.id());
    assertThat(found(reversed(false))).hasSize(4).contains(part.id()).doesNotContain(whole.id());
  }

  @Test
  void findsByMetadata() {
    PostedTransfer both = noted(Map.of("order", "A-1", "note", "a, b"));
    PostedTransfer one = noted(Map.of("order", "A-1"));
    noted(Map.of("order", "A-2", "note", "a, b"));
    deposit(1);

    assertThat(found(withNotes(new Note("order", "A-1")))).containsExactly(one.id(), both.id());
    assertThat(found(withNotes(new Note("order", "A-1"), new Note("note", "a, b"))))
        .containsExactly(both.id());
    assertThat(found(withNotes(new Note("orde", "rA-1")))).isEmpty();
  }

  @Test
  void passesOverAsManyAsWereAskedFor() {
    List<PaymentId> all = new ArrayList<>();
    for (int amount = 1; amount <= 5; amount++) {
      all.addFirst(deposit(amount).id());
    }

    Page<PostedTransfer, HistoryCursor> page =
        history.transfers(of(HistoryFilter.NONE, null, 2, 2));

    assertThat(ids(page)).isEqualTo(all.subList(2, 4));
    assertThat(ids(history.transfers(of(HistoryFilter.NONE, page.next(), 0, 2))))
        .isEqualTo(all.subList(4, 5));
    assertThat(history.transfers(of(HistoryFilter.NONE, null, 5, 2)).items()).isEmpty();
  }

  @Test
  void listsAMovementBetweenTwoOfTheReadersAccountsOnce() {
    deposit(100);
    PostedTransfer between = posted(post(ledger, fixture.payment(ada, ben, 1)).getFirst());
    List<AccountId> both = new ArrayList<>(accountsOf(ada));
    both.addAll(accountsOf(ben));

    List<PaymentId> read = new ArrayList<>();
    HistoryCursor cursor = null;
    do {
      Page<PostedTransfer, HistoryCursor> page =
          history.transfers(
              new HistoryQuery(TenantId.DEFAULT, both, HistoryFilter.NONE, cursor, 0, 1));
      read.addAll(ids(page));
      cursor = page.next();
    } while (cursor != null);

    assertThat(read).doesNotHaveDuplicates().hasSize(2).contains(between.id());
  }

  @Test
  void turnsPagesWhilePaymentsGoOnWithoutRepetitionOrHole() throws Exception {
    deposit(1_000_000);
    for (int amount = 1; amount <= 200; amount++) {
      post(ledger, fixture.payment(ada, ben, 1));
    }
    Set<PaymentId> before = new HashSet<>(found(HistoryFilter.NONE));
    AtomicBoolean paying = new AtomicBoolean(true);
    List<PaymentId> read = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(PAYERS)) {
      for (int payer = 0; payer < PAYERS; payer++) {
        threads.execute(() -> {
          while (paying.get()) {
            post(ledger, fixture.payment(ada, ben, 1), fixture.deposit(ada, 1));
          }
        });
      }
      HistoryCursor cursor = null;
      do {
        Page<PostedTransfer, HistoryCursor> page =
            history.transfers(of(HistoryFilter.NONE, cursor, 0, 3));
        read.addAll(ids(page));
        cursor = page.next();
      } while (cursor != null);
      paying.set(false);
    }

    assertThat(before).hasSize(201);
    assertThat(read).doesNotHaveDuplicates().containsAll(before);
  }

  private PostedTransfer deposit(long cents) {
    return posted(post(ledger, fixture.deposit(ada, cents)).getFirst());
  }

  private PostedTransfer backdated(long cents, Instant effectiveAt) {
    return changed(fixture.deposit(ada, cents), effectiveAt, Map.of());
  }

  private PostedTransfer noted(Map<String, String> metadata) {
    return changed(fixture.deposit(ada, 5), null, metadata);
  }

  private PostedTransfer changed(
      Transfer deposit, @Nullable Instant effectiveAt, Map<String, String> metadata) {
    return posted(
        post(
                ledger,
                new Transfer(
                    deposit.tenant(),
                    deposit.type(),
                    deposit.asset(),
                    deposit.entries(),
                    deposit.key(),
                    deposit.authority(),
                    effectiveAt,
                    metadata,
                    null))
            .getFirst());
  }

  private List<AccountId> accountsOf(UserId owner) {
    return fixture.accounts().ofOwner(TenantId.DEFAULT, owner).stream().map(Account::id).toList();
  }

  private List<PaymentId> found(HistoryFilter filter) {
    List<PaymentId> found = ids(history.transfers(of(filter, null, 0, 1_000)));
    if (filter.parties() == null) {
      assertThat(foundAmongAll(filter)).isEqualTo(found);
    }
    return found;
  }

  /** The same, by way of what everybody moved. */
  private List<PaymentId> foundAmongAll(HistoryFilter filter) {
    HistoryFilter hers =
        new HistoryFilter(
            filter.from(),
            filter.to(),
            filter.sense(),
            accountsOf(ada),
            filter.types(),
            filter.amountMin(),
            filter.amountMax(),
            filter.metadata(),
            filter.reversed());
    List<PaymentId> found = new ArrayList<>();
    Page<PostedTransfer, PaymentId> page;
    PaymentId before = null;
    do {
      page = history.transfers(TenantId.DEFAULT, hers, before, 3);
      page.items().forEach(transfer -> found.add(transfer.id()));
      before = page.next();
    } while (before != null);
    return found;
  }

  private HistoryQuery of(
      HistoryFilter filter, @Nullable HistoryCursor cursor, int offset, int limit) {
    return new HistoryQuery(TenantId.DEFAULT, accountsOf(ada), filter, cursor, offset, limit);
  }

  private static List<PaymentId> ids(Page<PostedTransfer, HistoryCursor> page) {
    return page.items().stream().map(PostedTransfer::id).toList();
  }

  private static HistoryFilter filter(
      @Nullable Instant from, @Nullable Instant to, Sense sense, Set<Transfer.Type> types) {
    return new HistoryFilter(from, to, sense, null, types, null, null, List.of());
  }

  private static HistoryFilter reversed(boolean whole) {
    return new HistoryFilter(
        null, null, Sense.RECORDED, null, Set.of(), null, null, List.of(), whole);
  }

  private static HistoryFilter withParties(List<AccountId> parties) {
    return new HistoryFilter(null, null, Sense.RECORDED, parties, Set.of(), null, null, List.of());
  }

  private static HistoryFilter withAmounts(String min, String max) {
    return new HistoryFilter(
        null,
        null,
        Sense.RECORDED,
        null,
        Set.of(),
        new BigDecimal(min),
        new BigDecimal(max),
        List.of());
  }

  private static HistoryFilter withNotes(Note... notes) {
    return new HistoryFilter(
        null, null, Sense.RECORDED, null, Set.of(), null, null, List.of(notes));
  }
}
