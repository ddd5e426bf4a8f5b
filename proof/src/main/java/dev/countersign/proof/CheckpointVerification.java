package dev.countersign.proof;

import java.util.List;

/** What came of checking a signed checkpoint. */
public sealed interface CheckpointVerification {
  /**
   * The checkpoint is the log's.
   *
   * @param checkpoint what was signed
   * @param signers the known keys whose signatures were found and verified, in the note's order
   */
  record Verified(Checkpoint checkpoint, List<VerifierKey> signers)
      implements CheckpointVerification {
    /** Copies the list in. */
    public Verified {
      signers = List.copyOf(signers);
    }
  }

  /**
   * The checkpoint MUST NOT be believed.
   *
   * @param reason what failed
   * @param detail a sentence for people; it may quote names from the note
   */
  record Refused(CheckpointRefusal reason, String detail) implements CheckpointVerification {}
}
