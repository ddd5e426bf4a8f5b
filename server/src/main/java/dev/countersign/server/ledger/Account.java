package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An account as it stood when it was read.
 *
 * @param balanceMinor the sum of its entries
 * @param overdraftLimitMinor how far below zero a standard account may go; never negative
 * @param heldMinor what open holds keep of the balance; never negative
 * @param version the number of its entries
 */
public record Account(
    AccountId id,
    TenantId tenant,
    Kind kind,
    @Nullable UserId owner,
    @Nullable String externalReference,
    String asset,
    long balanceMinor,
    long overdraftLimitMinor,
    long heldMinor,
    Status status,
    long version,
    Instant createdAt) {

  /** What an account is for. */
  public enum Kind {
    /** Somebody's; never below its limit. */
    STANDARD,
    /** Everything outside, one for each asset; holds what is outside as a negative balance. */
    WORLD,
    /** What roundings come to, one for each asset. */
    ROUNDING,
    /** The other side of conversions, one for each asset: took in one, gave out another. */
    CONVERSION;

    /** The name in the store. */
    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String wireName) {
      return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
  }

  /** What may happen to an account. */
  public enum Status {
    OPEN,
    /** Nothing is taken from it; it still gets. */
    FROZEN,
    /** Empty, and nothing happens to it any more. */
    CLOSED;

    /** The name on the wire and in the store. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Status of(String wireName) {
      return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * What can be taken: the balance and the overdraft limit together, less what is held; at most
   * what 64 bits hold.
   */
  public long availableMinor() {
    // No less than the limit below zero, so that this does not wrap; the next sum may.
    long free = balanceMinor - heldMinor;
    long available = free + overdraftLimitMinor;
    return free > 0 && available < 0 ? Long.MAX_VALUE : available;
  }
}
