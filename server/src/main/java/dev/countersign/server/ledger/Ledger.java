package dev.countersign.server.ledger;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The one door through which money moves. Thread-safe. */
public interface Ledger {
  /**
   * Posts movements in order and answers one verdict for each, in order. Each is judged by itself:
   * one that is refused takes no other with it. The answer comes when what was posted is durable.
   */
  CompletableFuture<List<Verdict>> post(List<Transfer> transfers);
}
