package dev.countersign.server.ledger;

import dev.countersign.server.platform.store.RoundTrip;
import java.util.List;
import java.util.function.Supplier;

/**
 * Decides, inside the posting transaction, on whose word nothing may be done any more, and how far
 * a word reaches. It re-reads and locks what it judges by, so that a revocation committed before
 * the posting refuses it, and one that comes later waits; what it will write in {@link #drawn} it
 * MUST lock for that, for two nodes that hold it shared would wait in a circle.
 */
public interface PostingGuard {
  /**
   * Asks for what it judges by, so that it comes with what else the posting begins with.
   *
   * @return one judgement for each instruction, in order; taken once, when the trip was made and
   *     the accounts are locked, for it may lock what few batches need
   */
  Supplier<List<Judgement>> ask(List<Instruction> instructions, RoundTrip trip);

  /**
   * Told in the same transaction, after everything was judged, what was drawn on allowances or
   * given back to them; one draw for each.
   *
   * @param holds the holds that were made on allowances
   */
  default void drawn(List<Allowance.Draw> draws, List<Allowance.OnHold> holds) {
    throw new IllegalStateException("this guard gives no allowances");
  }

  /** What the guard says of an instruction. */
  sealed interface Judgement {
    /** Permitted without bounds. */
    Judgement FREE = new Permitted(List.of());

    /** Nothing may be done on this word. */
    record Barred(Refusal refusal) implements Judgement {}

    /**
     * It may be done as far as each of these reaches.
     *
     * @param onHold on what the hold was made that it goes on with: what becomes free of that hold
     *     is given back to these
     */
    record Permitted(List<Allowance> allowances, List<Allowance.OnHold> onHold)
        implements Judgement {
      public Permitted {
        allowances = List.copyOf(allowances);
        onHold = List.copyOf(onHold);
      }

      public Permitted(List<Allowance> allowances) {
        this(allowances, List.of());
      }
    }
  }
}
