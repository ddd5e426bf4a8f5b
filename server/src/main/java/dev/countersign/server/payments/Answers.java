package dev.countersign.server.payments;

import dev.countersign.api.AccountKind;
import dev.countersign.api.Payment;
import dev.countersign.api.PaymentEntry;
import dev.countersign.api.PaymentStatus;
import dev.countersign.api.PaymentType;
import dev.countersign.server.ledger.Account;
import dev.countersign.server.ledger.PostedTransfer;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.money.Asset;
import dev.countersign.server.platform.money.Money;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The ledger's records in the words of the API. */
final class Answers {
  private Answers() {}

  /** A movement without its entries: what either party may see. */
  static Payment payment(PostedTransfer transfer, Asset asset) {
    return rendered(transfer, asset, null);
  }

  /** A movement with those of its entries that the reader may see. */
  static Payment payment(PostedTransfer transfer, Asset asset, Predicate<AccountId> visible) {
    return rendered(transfer, asset, entries(transfer, asset, visible));
  }

  static List<PaymentEntry> entries(
      PostedTransfer transfer, Asset asset, Predicate<AccountId> visible) {
    return transfer.entries().stream()
        .filter(entry -> visible.test(entry.account()))
        .map(entry ->
            new PaymentEntry(
                entry.account().text(),
                decimal(entry.amountMinor(), asset),
                decimal(entry.balanceAfterMinor(), asset),
                entry.accountVersion()))
        .toList();
  }

  static dev.countersign.api.Account account(Account account, Asset asset) {
    return new dev.countersign.api.Account(
        account.id().text(),
        account.asset(),
        decimal(account.balanceMinor(), asset),
        decimal(account.availableMinor(), asset),
        decimal(account.overdraftLimitMinor(), asset),
        account.externalReference(),
        text(account.owner()),
        AccountKind.valueOf(account.kind().name()),
        account.version(),
        account.createdAt());
  }

  private static Payment rendered(
      PostedTransfer transfer, Asset asset, @Nullable List<PaymentEntry> entries) {
    return new Payment(
        transfer.id().text(),
        PaymentType.valueOf(transfer.type().name()),
        PaymentStatus.COMPLETED,
        transfer.payer() == null ? null : transfer.payer().text(),
        transfer.payee() == null ? null : transfer.payee().text(),
        decimal(transfer.amountMinor(), asset),
        transfer.asset(),
        transfer.reference(),
        transfer.metadata(),
        transfer.effectiveAt(),
        transfer.recordedAt(),
        entries);
  }

  private static String decimal(long minor, Asset asset) {
    return new Money(minor, asset).text();
  }

  private static @Nullable String text(@Nullable UserId owner) {
    return owner == null ? null : owner.text();
  }
}
