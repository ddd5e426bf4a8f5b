package dev.countersign.server.console;

import dev.countersign.server.console.chart.BalanceChart;
import dev.countersign.server.console.chart.BalancePoint;
import dev.countersign.server.console.chart.Curve;
import dev.countersign.server.console.page.AccountView;
import dev.countersign.server.ledger.Account;
import dev.countersign.server.ledger.History;
import dev.countersign.server.ledger.History.AccountEntry;
import dev.countersign.server.ledger.Page;
import dev.countersign.server.platform.money.Asset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads an account's balance over time, by when its entries count from. */
@Component
class BalanceCurves {
  /** What a chart is drawn from at most; the busiest accounts have millions of entries. */
  private static final int ENTRIES_MAX = 5_000;

  private final History history;

  BalanceCurves(History history) {
    this.history = history;
  }

  /** The account's chart; {@code null} while nothing has moved. */
  AccountView.@Nullable Chart chart(Account account, String name, Asset asset) {
    List<AccountEntry> entries = latest(account);
    if (entries.isEmpty()) {
      return null;
    }
    BalanceChart chart =
        BalanceChart.of(new Curve(points(entries)), asset, account.overdraftLimitMinor());
    boolean whole = entries.getLast().accountVersion() == 1;
    return new AccountView.Chart(
        "Balance of " + name + " over time",
        chart.description(),
        whole ? null : "The chart shows the latest %,d entries.".formatted(entries.size()),
        chart.wide(),
        chart.narrow());
  }

  private List<AccountEntry> latest(Account account) {
    List<AccountEntry> entries = new ArrayList<>();
    Long from = null;
    do {
      Page<AccountEntry, Long> page =
          history.entries(
              account.tenant(), account.id(), History.Order.NEWEST_FIRST, from, Page.LIMIT_MAX);
      entries.addAll(page.items());
      from = page.next();
    } while (from != null && entries.size() < ENTRIES_MAX);
    return entries;
  }

  /**
   * The balance at each time from which an entry counts. That is the entry's own running balance
   * unless it was recorded later than others that count from later; so the sum is made anew, in the
   * order of those times.
   */
  static List<BalancePoint> points(List<AccountEntry> newestFirst) {
    AccountEntry oldest = newestFirst.getLast();
    long balance = oldest.balanceAfterMinor() - oldest.amountMinor();
    List<AccountEntry> inOrder = new ArrayList<>(newestFirst.reversed());
    inOrder.sort(Comparator.comparing(AccountEntry::effectiveAt));
    List<BalancePoint> points = new ArrayList<>();
    for (AccountEntry entry : inOrder) {
      balance = Math.addExact(balance, entry.amountMinor());
      points.add(new BalancePoint(entry.effectiveAt(), balance));
    }
    return points;
  }
}
