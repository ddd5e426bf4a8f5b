package dev.countersign.server.factors;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;

/** Somebody's factors are not what they were. Published in the transaction that changed them. */
public record FactorsChanged(TenantId tenant, UserId user, What what, FactorType type) {
  /** What happened. */
  public enum What {
    ENABLED,
    DISABLED,
    /** An administrator took all of them away. */
    RESET,
    RECOVERY_CODES_REPLACED,
    RECOVERY_CODE_USED,
    /** So many codes were wrong that no more are judged for a while. */
    TRIES_EXHAUSTED
  }
}
