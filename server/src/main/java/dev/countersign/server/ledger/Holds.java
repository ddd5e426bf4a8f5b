package dev.countersign.server.ledger;

import dev.countersign.server.ledger.HeldPayment.State;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.TenantId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads holds. What it answers may be a moment old; nothing is decided by it but what never changes
 * of a hold, such as whose it is.
 */
public interface Holds {
  Optional<HeldPayment> find(TenantId tenant, PaymentId id);

  /** A page of a tenant's holds, newest first. */
  Page<HeldPayment, PaymentId> list(Query query);

  /** What was captured of a hold, oldest first. */
  List<PostedTransfer> captures(TenantId tenant, PaymentId hold);

  /**
   * What to list.
   *
   * @param accounts of which one pays or gets; empty for all
   * @param filter narrows them; an amount is that which is held in all, and metadata is not looked
   *     at
   * @param state {@code null} for all
   * @param before the last hold of the page before; {@code null} for the first page
   */
  record Query(
      TenantId tenant,
      Collection<AccountId> accounts,
      HistoryFilter filter,
      @Nullable State state,
      @Nullable PaymentId before,
      int limit) {
    /** Whatever they are. */
    public Query(
        TenantId tenant,
        Collection<AccountId> accounts,
        @Nullable State state,
        @Nullable PaymentId before,
        int limit) {
      this(tenant, accounts, HistoryFilter.NONE, state, before, limit);
    }

    public Query {
      accounts = List.copyOf(accounts);
      Page.requireLimit(limit);
    }
  }
}
