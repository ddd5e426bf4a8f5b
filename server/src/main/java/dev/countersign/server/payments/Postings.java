package dev.countersign.server.payments;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.ledger.Instruction;
import dev.countersign.server.ledger.Ledger;
import dev.countersign.server.ledger.LedgerBusy;
import dev.countersign.server.ledger.LedgerUnavailable;
import dev.countersign.server.ledger.Verdict;
import dev.countersign.server.platform.problem.ProblemException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.springframework.stereotype.Component;

/**
 * Asks the ledger and waits for its verdicts. What cannot be answered now is a 503 to ask again.
 */
@Component
class Postings {
  private final Ledger ledger;

  Postings(Ledger ledger) {
    this.ledger = ledger;
  }

  Verdict post(Instruction instruction) {
    return post(List.of(instruction)).getFirst();
  }

  List<Verdict> post(List<? extends Instruction> instructions) {
    return await(submit(instructions));
  }

  /** Begins to post; {@link #await} waits for the verdicts. */
  CompletableFuture<List<Verdict>> submit(List<? extends Instruction> instructions) {
    return ledger.post(instructions);
  }

  /** Begins to post all or none. */
  CompletableFuture<List<Verdict>> submitLinked(List<? extends Instruction> instructions) {
    return ledger.postLinked(instructions);
  }

  List<Verdict> await(CompletableFuture<List<Verdict>> submitted) {
    try {
      return submitted.get();
    } catch (ExecutionException e) {
      throw asProblem(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("The service is stopping.");
    }
  }

  /** For whoever posts transfers alone, of which none is held. */
  static IllegalStateException unasked(Verdict.Held held) {
    return new IllegalStateException(held.hold().id() + " is a hold, which nobody asked for");
  }

  private static RuntimeException asProblem(ExecutionException failure) {
    return switch (failure.getCause()) {
      case LedgerBusy ignored -> unavailable("More payments are waiting than can be taken on.");
      case LedgerUnavailable ignored -> unavailable("The store did not say what it did.");
      case RuntimeException bug -> bug;
      case null, default -> new IllegalStateException("posting failed", failure);
    };
  }

  private static ProblemException unavailable(String what) {
    return new ProblemException(
        ErrorCode.UNAVAILABLE, what + " Ask again with the same key: nothing is done twice.");
  }
}
