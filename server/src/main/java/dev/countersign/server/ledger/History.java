package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.TenantId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what was posted. */
public interface History {
  Optional<PostedTransfer> find(TenantId tenant, PaymentId id);

  /**
   * A page of an account's entries by version, which is the order in which they changed its
   * balance.
   *
   * @param from the version to go on behind; {@code null} for the first page
   */
  Page<AccountEntry, Long> entries(
      TenantId tenant, AccountId account, Order order, @Nullable Long from, int limit);

  /** A page of a tenant's movements, newest first. */
  Page<PostedTransfer, PaymentId> transfers(TenantId tenant, @Nullable PaymentId before, int limit);

  /**
   * A page of a tenant's movements, newest first, as far as a filter lets them through. So many are
   * looked through at once: a page may have fewer than its limit, or none, and still a next.
   */
  Page<PostedTransfer, PaymentId> transfers(
      TenantId tenant, HistoryFilter filter, @Nullable PaymentId before, int limit);

  /** A page of the movements on some accounts, newest first. */
  Page<PostedTransfer, HistoryCursor> transfers(HistoryQuery query);

  /**
   * What was reversed of payments, each in its own asset; those of which nothing was are left out.
   */
  Map<PaymentId, Long> reversed(TenantId tenant, Collection<PaymentId> payments);

  /** What undid a payment, oldest first. */
  List<PostedTransfer> reversals(TenantId tenant, PaymentId payment);

  /** Which end of a history comes first. */
  enum Order {
    NEWEST_FIRST,
    OLDEST_FIRST
  }

  /** One entry of an account, with the movement it belongs to. */
  record AccountEntry(
      PaymentId payment,
      Transfer.Type type,
      @Nullable String reference,
      long amountMinor,
      long accountVersion,
      long balanceAfterMinor,
      Instant effectiveAt,
      Instant recordedAt) {}
}
