package dev.countersign.server.ledger;

import java.util.List;

/**
 * Decides, inside the posting transaction, on whose word nothing may be done any more, and how far
 * a word reaches. It re-reads and locks what it judges by, so that a revocation committed before
 * the posting refuses it, and one that comes later waits; what it will write in {@link #drawn} it
 * MUST lock for that, for two nodes that hold it shared would wait in a circle.
 */
public interface PostingGuard {
  /** One judgement for each instruction, in order. */
  List<Judgement> judge(List<Instruction> instructions);

  /**
   * Told in the same transaction, after everything was judged, what was drawn on allowances; one
   * draw for each that was.
   */
  default void drawn(List<Allowance.Draw> draws) {
    throw new IllegalStateException("this guard gives no allowances");
  }

  /** What the guard says of an instruction. */
  sealed interface Judgement {
    /** Permitted without bounds. */
    Judgement FREE = new Permitted(List.of());

    /** Nothing may be done on this word. */
    record Barred(Refusal refusal) implements Judgement {}

    /** It may be done as far as each of these reaches. */
    record Permitted(List<Allowance> allowances) implements Judgement {
      public Permitted {
        allowances = List.copyOf(allowances);
      }
    }
  }
}
