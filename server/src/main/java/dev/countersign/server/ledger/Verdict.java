package dev.countersign.server.ledger;

/** What became of an instruction. */
public sealed interface Verdict {
  /** Whether this answer was given before, under the same key. */
  boolean replayed();

  /** The same answer, given again. */
  default Verdict again() {
    return switch (this) {
      case Posted posted -> new Posted(posted.transfer(), true);
      case Held held -> new Held(held.hold(), true);
      case Refused refused -> new Refused(refused.refusal(), true);
    };
  }

  /** A refusal given for the first time. */
  static Verdict refused(Refusal refusal) {
    return new Refused(refusal, false);
  }

  /** It stands in the ledger. */
  record Posted(PostedTransfer transfer, boolean replayed) implements Verdict {}

  /** It is held, or was released: the hold as that left it. */
  record Held(HeldPayment hold, boolean replayed) implements Verdict {}

  /** It does not. */
  record Refused(Refusal refusal, boolean replayed) implements Verdict {}
}
