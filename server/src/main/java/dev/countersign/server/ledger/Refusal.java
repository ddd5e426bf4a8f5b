package dev.countersign.server.ledger;

import java.util.Map;

/**
 * Why an instruction was not carried out.
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
   * <p>The first nine are not verdicts on the instruction and are not remembered under its key.
   * That funds come before overflow keeps a secret: otherwise whoever offers absurd sums could tell
   * another's balance from which of the two answers comes. That allowances come before funds keeps
   * another: whoever draws on a mandate learns nothing of the payer beyond it.
   */
  public enum Reason {
    /** The key was used before for another request. */
    IDEMPOTENCY_CONFLICT("idempotency_conflict", false),
    /** The session has ended. */
    SESSION_ENDED("session_ended", false),
    /** The key was revoked, or came to its end. */
    KEY_ENDED("key_ended", false),
    /** The schedule was paused or cancelled, or this occurrence's time is over. */
    SCHEDULE_ENDED("schedule_ended", false),
    /** The person is not active any more. */
    USER_DISABLED("user_disabled", false),
    /** The person may not do this (any more). */
    PERMISSION_DENIED("permission_denied", false),
    /** The mandate was taken back, is over, or is for something else. */
    MANDATE_ENDED("mandate_ended", false),
    /** What was asked for is paid, declined, taken back, or has expired. */
    REQUEST_CLOSED("request_closed", false),
    /** Above the tenant's threshold, and nobody has signed for it. Details: {@code reasons}. */
    COUNTERSIGNATURE_REQUIRED("countersignature_required", false),
    /** No such hold to capture or void, or no such payment to reverse. */
    UNKNOWN_PAYMENT("unknown_payment", true),
    /** It cannot be reversed: it is a reversal itself, a hold, or moved nothing on balance. */
    NOT_REVERSIBLE("not_reversible", true),
    /** The hold is not open any more. Details: {@code state}. */
    HOLD_CLOSED("hold_closed", true),
    /** The hold has expired, or would have before it began. */
    HOLD_EXPIRED("hold_expired", true),
    /** Less than that is held. Details: {@code remaining}, {@code required}, {@code currency}. */
    CAPTURE_EXCEEDS("capture_exceeds", true),
    /**
     * Less than that is left of the original. Details: {@code remaining}, {@code required}, {@code
     * currency}.
     */
    REVERSAL_EXCEEDS("reversal_exceeds", true),
    /** The tenant has no such asset. */
    UNKNOWN_ASSET("unknown_asset", true),
    /** No such account. */
    UNKNOWN_ACCOUNT("unknown_account", true),
    /** The account holds another asset. */
    ASSET_MISMATCH("asset_mismatch", true),
    /** Two entries name the same account, or all of a transaction's do. */
    SAME_ACCOUNT("same_account", true),
    /** An account is closed. Details: {@code account}. */
    ACCOUNT_CLOSED("account_closed", true),
    /** Nothing may be taken from an account for now. Details: {@code account}. */
    ACCOUNT_FROZEN("account_frozen", true),
    /**
     * The mandate does not reach as far, or not as often. Details as with funds, and {@code uses}.
     */
    MANDATE_EXCEEDED("mandate_exceeded", true),
    /** The person's spending limit does not reach as far. Details: as of a mandate. */
    SPENDING_LIMIT_EXCEEDED("spending_limit_exceeded", true),
    /**
     * The balance and the overdraft limit together, less what is held, do not cover it; also where
     * a person has no account in the asset yet. Details: {@code balance}, {@code held}, {@code
     * available}, {@code required}, {@code currency}.
     */
    INSUFFICIENT_FUNDS("insufficient_funds", true),
    /** A balance would leave 64 bits. */
    AMOUNT_OVERFLOW("amount_overflow", true),
    /**
     * Nothing is against it, but another that it is linked with was refused. Details: {@code
     * failed_position} from 0, {@code failed_key}, {@code failed_reason}. Remembered if the other
     * one's reason is.
     */
    LINKED_REFUSED("linked_refused", true);

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
