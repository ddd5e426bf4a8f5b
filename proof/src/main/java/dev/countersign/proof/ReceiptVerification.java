package dev.countersign.proof;

/** What came of checking a receipt: it verified, or which of its parts failed. */
public sealed interface ReceiptVerification {
  /** The stable name of the outcome for machines. */
  String code();

  /**
   * The event stands in the log, at the receipt's place.
   *
   * @param receipt what was checked
   * @param checkpoint the signed head it was checked against
   */
  record Verified(Receipt receipt, Checkpoint checkpoint) implements ReceiptVerification {
    @Override
    public String code() {
      return "verified";
    }
  }

  /**
   * The text is not a receipt.
   *
   * @param detail a sentence for people
   */
  record Malformed(String detail) implements ReceiptVerification {
    @Override
    public String code() {
      return "malformed_receipt";
    }
  }

  /**
   * The checkpoint is not one of the expected log.
   *
   * @param reason what failed
   * @param detail a sentence for people
   */
  record CheckpointRefused(CheckpointRefusal reason, String detail) implements ReceiptVerification {
    @Override
    public String code() {
      return reason.code();
    }
  }

  /**
   * The checkpoint is true, but event, salt, place and proof do not lead to its root.
   *
   * @param detail a sentence for people
   */
  record NotInLog(String detail) implements ReceiptVerification {
    @Override
    public String code() {
      return "not_in_log";
    }
  }
}
