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
    long version,
    Instant createdAt) {

  /** What an account is for. */
  public enum Kind {
    /** Somebody's; never below its limit. */
    STANDARD,
    /** Everything outside, one for each asset; holds what is outside as a negative balance. */
    WORLD,
    /** What roundings come to, one for each asset. */
    ROUNDING;

    /** The name in the store. */
    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String wireName) {
      return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
  }

  /** What can be taken: the balance and the overdraft limit together, at most what 64 bits hold. */
  public long availableMinor() {
    long available = balanceMinor + overdraftLimitMinor;
    return balanceMinor > 0 && available < 0 ? Long.MAX_VALUE : available;
  }
}
