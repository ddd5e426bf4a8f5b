package dev.countersign.server.ledger;

/** What became of a movement. */
public sealed interface Verdict {
  /** Whether this answer was given before, under the same key. */
  boolean replayed();

  /** It stands in the ledger. */
  record Posted(PostedTransfer transfer, boolean replayed) implements Verdict {}

  /** It does not. */
  record Refused(Refusal refusal, boolean replayed) implements Verdict {}
}
