package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.TenantId;
import java.time.Instant;

/** What accounts held. */
public interface PastBalances {
  /** What an account held at the end of a moment, in minor units; zero before its first entry. */
  long at(TenantId tenant, AccountId account, Instant moment, Sense sense);
}
