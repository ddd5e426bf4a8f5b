package dev.countersign.server.credentials;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;

/** Somebody has another password. Published in the transaction that wrote it. */
public record PasswordChanged(TenantId tenant, UserId user, How how) {
  /** By what right. */
  public enum How {
    /** By the password so far. */
    CHANGE,
    /** By the password so far, which was good for nothing else any more. */
    FORCED,
    /** By a link that went to the person's address. */
    RESET
  }
}
