package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was paid and between whom, for those who pass on that it was. */
public interface Movements {
  /** Those of these payments that the caller's transaction sees. */
  Map<PaymentId, Movement> find(Collection<PaymentId> ids);

  /**
   * A payment without its entries.
   *
   * @param owners whose accounts it changed
   */
  record Movement(
      PaymentId id,
      Transfer.Type type,
      String asset,
      long amountMinor,
      @Nullable AccountId payer,
      @Nullable AccountId payee,
      Instant recordedAt,
      Set<UserId> owners) {
    public Movement {
      owners = Set.copyOf(owners);
    }
  }
}
