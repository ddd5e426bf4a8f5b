package dev.countersign.server.payments;

import dev.countersign.api.AccountKind;
import dev.countersign.api.AccountStatus;
import dev.countersign.api.Payment;
import dev.countersign.api.PaymentConversion;
import dev.countersign.api.PaymentEntry;
import dev.countersign.api.PaymentProgress;
import dev.countersign.api.PaymentStatus;
import dev.countersign.api.PaymentType;
import dev.countersign.api.RateRounding;
import dev.countersign.server.ledger.Account;
import dev.countersign.server.ledger.Assets;
import dev.countersign.server.ledger.Conversion;
import dev.countersign.server.ledger.HeldPayment;
import dev.countersign.server.ledger.PostedTransfer;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.money.Asset;
import dev.countersign.server.platform.money.Money;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The ledger's records in the words of the API. */
@Component
class Answers {
  private final Assets assets;

  Answers(Assets assets) {
    this.assets = assets;
  }

  /** A movement without its entries: what either party may see. */
  Payment payment(PostedTransfer transfer) {
    return rendered(transfer, PaymentStatus.COMPLETED, null, null);
  }

  /** A movement with those of its entries that the reader may see. */
  Payment payment(PostedTransfer transfer, Predicate<AccountId> visible) {
    return rendered(transfer, PaymentStatus.COMPLETED, entries(transfer, visible), null);
  }

  /** The same, as it stands now that so much of it was given back. */
  Payment payment(PostedTransfer transfer, Predicate<AccountId> visible, long reversedMinor) {
    return rendered(transfer, status(transfer, reversedMinor), entries(transfer, visible), null);
  }

  /** The same, with what has become of it. */
  Payment payment(
      PostedTransfer transfer,
      Predicate<AccountId> visible,
      long reversedMinor,
      List<Payment> reversals) {
    PaymentProgress progress =
        new PaymentProgress(
            null,
            decimal(transfer.tenant(), transfer.asset(), reversedMinor),
            decimal(transfer.tenant(), transfer.asset(), transfer.amountMinor() - reversedMinor),
            null,
            List.of(),
            reversals);
    return rendered(
        transfer, status(transfer, reversedMinor), entries(transfer, visible), progress);
  }

  /** What is or was held. */
  Payment hold(HeldPayment hold) {
    return rendered(hold, null);
  }

  /** The same, with what has become of it. */
  Payment hold(HeldPayment hold, List<Payment> captures) {
    long remaining = hold.state() == HeldPayment.State.OPEN ? hold.remainingMinor() : 0;
    return rendered(
        hold,
        new PaymentProgress(
            decimal(hold.tenant(), hold.asset(), hold.capturedMinor()),
            null,
            decimal(hold.tenant(), hold.asset(), remaining),
            hold.closedAt(),
            captures,
            List.of()));
  }

  List<PaymentEntry> entries(PostedTransfer transfer, Predicate<AccountId> visible) {
    return transfer.entries().stream()
        .filter(entry -> visible.test(entry.account()))
        .map(entry ->
            new PaymentEntry(
                entry.account().text(),
                decimal(transfer.tenant(), entry.asset(), entry.amountMinor()),
                decimal(transfer.tenant(), entry.asset(), entry.balanceAfterMinor()),
                entry.asset(),
                entry.accountVersion()))
        .toList();
  }

  dev.countersign.api.Account account(Account account) {
    Asset asset = asset(account.tenant(), account.asset());
    return new dev.countersign.api.Account(
        account.id().text(),
        account.asset(),
        decimal(account.balanceMinor(), asset),
        decimal(account.heldMinor(), asset),
        decimal(account.availableMinor(), asset),
        decimal(account.overdraftLimitMinor(), asset),
        account.externalReference(),
        text(account.owner()),
        AccountKind.valueOf(account.kind().name()),
        AccountStatus.valueOf(account.status().name()),
        account.version(),
        account.createdAt());
  }

  private Payment rendered(
      PostedTransfer transfer,
      PaymentStatus status,
      @Nullable List<PaymentEntry> entries,
      @Nullable PaymentProgress progress) {
    return new Payment(
        transfer.id().text(),
        PaymentType.valueOf(transfer.type().name()),
        status,
        text(transfer.payer()),
        text(transfer.payee()),
        decimal(transfer.tenant(), transfer.asset(), transfer.amountMinor()),
        transfer.asset(),
        transfer.reference(),
        Notes.callers(transfer.metadata()),
        transfer.effectiveAt(),
        transfer.recordedAt(),
        entries,
        null,
        transfer.parent() == null ? null : transfer.parent().text(),
        Notes.reason(transfer.metadata()),
        Notes.references(transfer.metadata()),
        Notes.fee(transfer.metadata()),
        conversion(transfer),
        null,
        progress);
  }

  private Payment rendered(HeldPayment hold, @Nullable PaymentProgress progress) {
    return new Payment(
        hold.id().text(),
        PaymentType.valueOf(hold.type().name()),
        status(hold.state()),
        hold.payer().text(),
        hold.payees().size() == 1 ? hold.payees().getFirst().account().text() : null,
        decimal(hold.tenant(), hold.asset(), hold.amountMinor()),
        hold.asset(),
        hold.reference(),
        Notes.callers(hold.metadata()),
        hold.recordedAt(),
        hold.recordedAt(),
        null,
        null,
        null,
        null,
        Notes.references(hold.metadata()),
        Notes.fee(hold.metadata()),
        null,
        hold.expiresAt(),
        progress);
  }

  private static PaymentStatus status(PostedTransfer transfer, long reversedMinor) {
    return reversedMinor >= transfer.amountMinor()
        ? PaymentStatus.REVERSED
        : PaymentStatus.COMPLETED;
  }

  private static PaymentStatus status(HeldPayment.State state) {
    return switch (state) {
      case OPEN -> PaymentStatus.PENDING;
      case CAPTURED -> PaymentStatus.COMPLETED;
      case VOIDED -> PaymentStatus.CANCELLED;
      case EXPIRED -> PaymentStatus.EXPIRED;
    };
  }

  private @Nullable PaymentConversion conversion(PostedTransfer transfer) {
    Conversion conversion = transfer.conversion();
    return conversion == null
        ? null
        : new PaymentConversion(
            conversion.counterAsset(),
            decimal(transfer.tenant(), conversion.counterAsset(), conversion.counterMinor()),
            conversion.rate().toPlainString(),
            conversion.source(),
            RateRounding.valueOf(conversion.rounding().name()));
  }

  private String decimal(TenantId tenant, String code, long minor) {
    return decimal(minor, asset(tenant, code));
  }

  private Asset asset(TenantId tenant, String code) {
    return assets
        .find(tenant, code)
        .orElseThrow(() -> new IllegalStateException("assets never go"));
  }

  private static String decimal(long minor, Asset asset) {
    return new Money(minor, asset).text();
  }

  private static @Nullable String text(@Nullable AccountId account) {
    return account == null ? null : account.text();
  }

  private static @Nullable String text(@Nullable UserId owner) {
    return owner == null ? null : owner.text();
  }
}
