package dev.countersign.cli.demo;

import dev.countersign.api.AccountBatchRequest;
import dev.countersign.api.AccountOpening;
import dev.countersign.api.AccountOpeningStatus;
import dev.countersign.api.AccountResult;
import dev.countersign.api.BatchLimits;
import dev.countersign.api.PaymentEntry;
import dev.countersign.api.TransactionBatchRequest;
import dev.countersign.api.TransactionStatus;
import dev.countersign.api.TransactionVerdict;
import dev.countersign.cli.terminal.Progress;
import dev.countersign.client.Administration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Plays the bank's records through the service and compares every balance with the bank's own.
 *
 * <p>One batch at a time: the service keeps the order within a batch, and the next one goes out
 * when the last one is answered.
 */
final class BankReplay {
  private final Administration admin;
  private final BankData data;
  private final Tally tally;
  private final Map<String, String> accountIds = new HashMap<>();

  BankReplay(Administration admin, BankData data, Tally tally) {
    this.admin = admin;
    this.data = data;
    this.tally = tally;
  }

  void openAccounts(Progress progress) {
    List<AccountOpening> openings = new ArrayList<>();
    data.overdraftLimits()
        .forEach((account, limit) -> openings.add(Movements.opening(account, limit)));
    for (List<AccountOpening> batch : batches(openings)) {
      List<AccountResult> results = admin.openAccounts(new AccountBatchRequest(batch)).results();
      requireAll(batch.size(), results.size());
      for (int i = 0; i < results.size(); i++) {
        noteAccount(batch.get(i), results.get(i));
      }
      progress.advance(batch.size());
    }
  }

  void postTransactions(Progress progress) {
    for (List<BankRow> batch : batches(data.rows())) {
      List<TransactionVerdict> verdicts =
          admin
              .post(new TransactionBatchRequest(batch.stream().map(Movements::movement).toList()))
              .results();
      requireAll(batch.size(), verdicts.size());
      for (int i = 0; i < verdicts.size(); i++) {
        noteVerdict(batch.get(i), verdicts.get(i));
      }
      progress.advance(batch.size());
    }
  }

  private void noteAccount(AccountOpening opening, AccountResult result) {
    if (result.status() == AccountOpeningStatus.REFUSED || result.account() == null) {
      tally.differs(
          "account %s was not opened: %s".formatted(opening.externalReference(), result.message()));
      return;
    }
    if (!opening.externalReference().equals(result.externalReference())) {
      tally.differs("asked for account " + opening.externalReference() + ", got another");
      return;
    }
    accountIds.put(opening.externalReference(), result.account().id());
    tally.account();
  }

  private void noteVerdict(BankRow row, TransactionVerdict verdict) {
    if (verdict.status() == TransactionStatus.REFUSED
        || !Movements.reference(row).equals(verdict.reference())) {
      tally.differs("transaction %s was not posted: %s".formatted(row.id(), verdict.message()));
      return;
    }
    tally.transaction(verdict.replayed());
    String recorded = Koruna.decimal(row.balanceMinor());
    String running = runningBalance(row, verdict);
    if (recorded.equals(running)) {
      tally.balanceMatched();
    } else {
      tally.differs(
          "transaction %s: the bank recorded a balance of %s, the service answered %s"
              .formatted(row.id(), recorded, running));
    }
  }

  /**
   * The balance after the last entry on the customer's account; the rounding's, where there is one.
   */
  private String runningBalance(BankRow row, TransactionVerdict verdict) {
    String account = accountIds.get(Movements.externalReference(row.account()));
    return verdict.entries().stream()
        .filter(entry -> entry.account().equals(account))
        .map(PaymentEntry::balanceAfter)
        .reduce((first, last) -> last)
        .orElse("none");
  }

  private static void requireAll(int asked, int answered) {
    if (asked != answered) {
      throw new DemoFailedException(
          "The service was asked about %d items and answered %d.".formatted(asked, answered));
    }
  }

  private static <T> List<List<T>> batches(List<T> all) {
    List<List<T>> batches = new ArrayList<>();
    for (int from = 0; from < all.size(); from += BatchLimits.ITEMS_MAX) {
      batches.add(all.subList(from, Math.min(all.size(), from + BatchLimits.ITEMS_MAX)));
    }
    return batches;
  }
}
