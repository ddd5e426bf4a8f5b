package dev.countersign.proof;

/** Why a signed checkpoint was not accepted, in the order in which the reasons are looked for. */
public enum CheckpointRefusal {
  /** The text is not a signed note. */
  MALFORMED_NOTE("malformed_note"),
  /** The note's text is not a checkpoint. */
  MALFORMED_CHECKPOINT("malformed_checkpoint"),
  /** The checkpoint is another log's. */
  WRONG_ORIGIN("wrong_origin"),
  /** A line bears the name and id of a known key, and is not its signature. */
  INVALID_SIGNATURE("invalid_signature"),
  /** A required key has not signed. */
  MISSING_SIGNATURE("missing_signature");

  private final String code;

  CheckpointRefusal(String code) {
    this.code = code;
  }

  /** The stable name for machines. */
  public String code() {
    return code;
  }
}
