package dev.countersign.server.ledger;

import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.TenantId;
import java.util.function.UnaryOperator;

/**
 * Closes and freezes accounts. Each is decided under the account's lock, so that what was posted
 * before counts and what comes later meets the new standing.
 */
public interface AccountStandings {
  /** For good: nothing is posted to it any more. */
  Outcome close(Change change);

  /** Nothing is taken from it until it is thawed; it still gets. */
  Outcome freeze(Change change);

  Outcome thaw(Change change);

  /**
   * An account to change.
   *
   * @param told adds to the audit event by whom and why
   */
  record Change(TenantId tenant, AccountId account, UnaryOperator<AuditEvent> told) {}

  /** What became of it. */
  sealed interface Outcome {
    /** The account stands so now, or did already. */
    record Done(Account account, boolean changed) implements Outcome {}

    /** It cannot be closed: there is money on it, or held, or it is the system's. */
    record InUse(Account account) implements Outcome {}

    /** It is closed, and stays so. */
    record Closed(Account account) implements Outcome {}

    /** The tenant has no such account. */
    record Unknown() implements Outcome {}
  }
}
