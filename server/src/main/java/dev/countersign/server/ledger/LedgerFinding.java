package dev.countersign.server.ledger;

/**
 * Something in the ledger that cannot be so.
 *
 * @param fault what is wrong
 * @param where the account, payment or event, in the text form of its id, or a tenant with its
 *     asset
 * @param expected what the other rows say it should be
 * @param found what is there
 */
public record LedgerFinding(Fault fault, String where, String expected, String found) {
  /** What can be wrong. */
  public enum Fault {
    BALANCE("the balance is not the sum of the account's entries"),
    VERSION("the account's version is not the number of its entries"),
    ASSET_SUM("the balances of an asset do not sum to zero"),
    STRAY_ENTRY("an entry's account does not exist in its tenant and asset"),
    ORPHANED_ENTRY("an entry's payment does not exist in its tenant and asset"),
    PAYMENT_SUM("the payment's entries do not sum to zero"),
    PAYMENT_AMOUNT("the payment's amount is not what its entries move"),
    ENTRY_VERSION("an account's entries are not numbered without a hole"),
    RUNNING_BALANCE("an entry's balance is not the sum of the entries up to it"),
    MISSING_EVENT("the payment has no audit event, or several"),
    VANISHED_PAYMENT("an audit event tells of a payment that does not exist"),
    MISSING_KEY("the payment has no idempotency key, or several"),
    DANGLING_KEY("an idempotency key tells of a payment that does not exist"),
    HELD_SUM("what is held is not the sum of the account's open holds"),
    HOLD_PARTS("the hold's amounts are not the sums of its payees'"),
    HOLD_CAPTURES("what is captured of the hold is not the sum of its captures"),
    REVERSAL_EXCEEDS("the payment's reversals undo what it has not done"),
    LINK("the capture or reversal does not agree with what says of which payment it came"),
    CONVERSION("the conversion did not move what its rate came to"),
    HOLD_EVENTS("a step of the hold has no audit event, or several"),
    VANISHED_HOLD("an audit event tells of a hold that does not exist"),
    HOLD_KEYS("a step of the hold has no idempotency key, or several");

    private final String sentence;

    Fault(String sentence) {
      this.sentence = sentence;
    }

    public String sentence() {
      return sentence;
    }
  }

  /** The id it is about: of an account, a payment or a tenant. */
  String subject() {
    int end = where.indexOf(' ');
    return end < 0 ? where : where.substring(0, end);
  }

  /** The finding in one line. */
  public String text() {
    return where + ": " + fault.sentence() + " (expected " + expected + ", found " + found + ")";
  }
}
