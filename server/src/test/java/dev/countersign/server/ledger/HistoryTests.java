package dev.countersign.server.ledger;

import static dev.countersign.server.ledger.LedgerFixture.post;
import static dev.countersign.server.ledger.LedgerFixture.posted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.ledger.History.AccountEntry;
import dev.countersign.server.ledger.History.Order;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Reading what was posted. */
class HistoryTests {
  @AutoClose private final LedgerFixture fixture = LedgerFixture.create();
  private final GroupCommit ledger = fixture.startLedger();
  private final History history = fixture.history();
  private final UserId ada = fixture.newUser();
  private final UserId ben = fixture.newUser();

  @Test
  void findsAMovementAsItWasAnswered() {
    PostedTransfer deposit = posted(post(ledger, fixture.deposit(ada, 100)).getFirst());

    assertThat(history.find(TenantId.DEFAULT, deposit.id())).contains(deposit);
    assertThat(history.find(fixture.store.newTenant(), deposit.id())).isEmpty();
    assertThat(history.find(TenantId.DEFAULT, new PaymentId(fixture.ids.next()))).isEmpty();
  }

  @Test
  void turnsAnAccountsPagesInBothDirections() {
    post(ledger, fixture.deposit(ada, 100), fixture.deposit(ada, 200), fixture.deposit(ada, 300));
    Account account = fixture.accounts().find(TenantId.DEFAULT, ada, "USD").orElseThrow();

    Page<AccountEntry, Long> newest =
        history.entries(TenantId.DEFAULT, account.id(), Order.NEWEST_FIRST, null, 2);
    Page<AccountEntry, Long> rest =
        history.entries(TenantId.DEFAULT, account.id(), Order.NEWEST_FIRST, newest.next(), 2);
    Page<AccountEntry, Long> oldest =
        history.entries(TenantId.DEFAULT, account.id(), Order.OLDEST_FIRST, null, 3);

    assertThat(balances(newest)).containsExactly(600L, 300L);
    assertThat(balances(rest)).containsExactly(100L);
    assertThat(rest.next()).isNull();
    assertThat(balances(oldest)).containsExactly(100L, 300L, 600L);
    assertThat(oldest.next()).isNull();
  }

  @Test
  void turnsATenantsPages() {
    List<PostedTransfer> posted = new ArrayList<>();
    for (int amount = 1; amount <= 5; amount++) {
      posted.addFirst(posted(post(ledger, fixture.deposit(ada, amount)).getFirst()));
    }

    Page<PostedTransfer, PaymentId> first = history.transfers(TenantId.DEFAULT, null, 3);
    Page<PostedTransfer, PaymentId> second = history.transfers(TenantId.DEFAULT, first.next(), 3);

    assertThat(first.items()).isEqualTo(posted.subList(0, 3));
    assertThat(second.items()).isEqualTo(posted.subList(3, 5));
    assertThat(second.next()).isNull();
  }

  @Test
  void goesOnWithTheNextPageWhereItLookedThroughManyInVain() {
    PostedTransfer rare = posted(post(ledger, fixture.deposit(ada, 5_000)).getFirst());
    for (int payments = 0; payments < 20; payments++) {
      post(ledger, fixture.deposit(ada, 1));
    }
    HistoryFilter filter =
        new HistoryFilter(
            null, null, Sense.RECORDED, null, Set.of(), BigDecimal.TEN, null, List.of());
    JdbcTenantHistory search = new JdbcTenantHistory(fixture.store.jdbc(), 5);

    List<PaymentId> found = new ArrayList<>();
    List<Integer> pages = new ArrayList<>();
    PaymentId before = null;
    do {
      PaymentId start = before;
      Page<PaymentId, PaymentId> page =
          fixture
              .store
              .transactions()
              .in(TenantId.DEFAULT, () -> search.find(TenantId.DEFAULT, filter, start, 2));
      pages.add(page.items().size());
      found.addAll(page.items());
      before = page.next();
    } while (before != null);

    // Windows of 4 and 8, then again from the cursor on.
    assertThat(pages).containsExactly(0, 1);
    assertThat(found).containsExactly(rare.id());
  }

  @Test
  void turnsAPersonsPagesThroughAllTheirAccounts() {
    List<PostedTransfer> posted = new ArrayList<>();
    for (int amount = 1; amount <= 3; amount++) {
      posted.addFirst(posted(post(ledger, fixture.deposit(ada, amount)).getFirst()));
      posted.addFirst(posted(post(ledger, crowns(fixture.deposit(ada, amount))).getFirst()));
      post(ledger, fixture.deposit(ben, amount));
    }
    posted.addFirst(posted(post(ledger, fixture.payment(ada, ben, 2)).getFirst()));

    List<PostedTransfer> read = new ArrayList<>();
    HistoryCursor cursor = null;
    do {
      Page<PostedTransfer, HistoryCursor> page =
          history.transfers(of(ada, HistoryFilter.NONE, cursor, 0, 2));
      read.addAll(page.items());
      cursor = page.next() == null ? null : HistoryCursor.parse(page.next().text()).orElseThrow();
      post(ledger, fixture.deposit(ada, 9));
    } while (cursor != null);

    assertThat(read).isEqualTo(posted);
  }

  @Test
  void refusesCursorsOfAnotherForm() {
    assertThat(List.of("", "~", "acc_1.1", "x", "acc_00000000000000000000000000.-1"))
        .allMatch(text -> HistoryCursor.parse(text).isEmpty());
  }

  private HistoryQuery of(
      UserId owner, HistoryFilter filter, @Nullable HistoryCursor cursor, int offset, int limit) {
    List<AccountId> accounts =
        fixture.accounts().ofOwner(TenantId.DEFAULT, owner).stream().map(Account::id).toList();
    return new HistoryQuery(TenantId.DEFAULT, accounts, filter, cursor, offset, limit);
  }

  private static Transfer crowns(Transfer dollars) {
    return new Transfer(
        dollars.tenant(),
        dollars.type(),
        "CZK",
        dollars.entries(),
        dollars.key(),
        dollars.authority(),
        null,
        Map.of(),
        null);
  }

  private static List<Long> balances(Page<AccountEntry, Long> page) {
    return page.items().stream().map(AccountEntry::balanceAfterMinor).toList();
  }
}
