package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.TenantId;

/** Counts what a tenant has, as far as people want to know it. */
public interface Figures {
  /** Counting stops here: to count all of a large history is to read all of it. */
  int COUNT_MAX = 200_000;

  Counts count(TenantId tenant);

  /** How many there are, at most {@link #COUNT_MAX} of each. */
  record Counts(int accounts, int payments) {}
}
