package dev.countersign.server.ledger;

import dev.countersign.server.ledger.Refusal.Reason;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.TenantId;
import java.util.UUID;

/**
 * How far somebody's word reaches: what may still move on it, and how often. The ledger draws on it
 * as it posts, so that of two instructions in one batch the second finds what the first has left.
 *
 * @param id whose it is: a mandate's, a spending limit's; one id has one remainder
 * @param asset the asset that it is measured in; of other assets nothing is counted
 * @param remainingMinor how much may still move; never negative
 * @param remainingCount how often something may still move; {@link Long#MAX_VALUE} without bounds
 * @param exceeded what to refuse with when it does not reach
 */
public record Allowance(
    UUID id, String asset, long remainingMinor, long remainingCount, Reason exceeded) {
  public Allowance {
    if (remainingMinor < 0 || remainingCount < 0) {
      throw new IllegalArgumentException("what is left of an allowance is not negative");
    }
  }

  /**
   * What was drawn on an allowance by what was posted, less what was given back; so it may be below
   * zero.
   *
   * @param kind what it would have been refused with, which tells allowances of one feature from
   *     those of another
   */
  public record Draw(UUID allowance, Reason kind, long amountMinor, long count) {}

  /**
   * A hold that was made on an allowance, of which the rest is given back when it is let go.
   *
   * @param kind as of a draw
   */
  public record OnHold(TenantId tenant, PaymentId hold, UUID allowance, Reason kind) {}
}
