package dev.countersign.server.ledger;

import java.util.Map;

/**
 * Why a movement was not posted.
 *
 * @param details what a caller needs to understand it: ids and decimal amounts, by name
 */
public record Refusal(Reason reason, Map<String, String> details) {
  public Refusal {
    details = Map.copyOf(details);
  }

  public static Refusal of(Reason reason) {
    return new Refusal(reason, Map.of());
  }

  /**
   * Every reason, in order of precedence: of several that hold, the first is given. Each is looked
   * for in all entries before the next. The wire name is stable.
   *
   * <p>The first five are not verdicts on the movement and are not remembered under its key. That
   * funds come before overflow keeps a secret: otherwise whoever offers absurd sums could tell
   * another's balance from which of the two answers comes.
   */
  public enum Reason {
    /** The key was used before for another request. */
    IDEMPOTENCY_CONFLICT("idempotency_conflict", false),
    /** The session has ended. */
    SESSION_ENDED("session_ended", false),
    /** The key was revoked, or came to its end. */
    KEY_ENDED("key_ended", false),
    /** The person is not active any more. */
    USER_DISABLED("user_disabled", false),
    /** The person may not do this (any more). */
    PERMISSION_DENIED("permission_denied", false),
    /** The tenant has no such asset. */
    UNKNOWN_ASSET("unknown_asset", true),
    /** No such account. */
    UNKNOWN_ACCOUNT("unknown_account", true),
    /** The account holds another asset. */
    ASSET_MISMATCH("asset_mismatch", true),
    /** Two entries name the same account, or all of a transaction's do. */
    SAME_ACCOUNT("same_account", true),
    /**
     * The balance and the overdraft limit together do not cover it; also where a person has no
     * account in the asset yet. Details: {@code balance}, {@code available}, {@code required},
     * {@code currency}.
     */
    INSUFFICIENT_FUNDS("insufficient_funds", true),
    /** A balance would leave 64 bits. */
    AMOUNT_OVERFLOW("amount_overflow", true);

    private final String wireName;
    private final boolean remembered;

    Reason(String wireName, boolean remembered) {
      this.wireName = wireName;
      this.remembered = remembered;
    }

    public String wireName() {
      return wireName;
    }

    static Reason of(String wireName) {
      for (Reason reason : values()) {
        if (reason.wireName.equals(wireName)) {
          return reason;
        }
      }
      throw new IllegalArgumentException("no refusal is called " + wireName);
    }

    /** Whether a repeat under the same key gets this answer again. */
    public boolean remembered() {
      return remembered;
    }
  }
}
