package dev.countersign.server.ledger;

import dev.countersign.server.ledger.HeldPayment.Part;
import dev.countersign.server.ledger.HeldPayment.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A hold while a batch is judged. */
final class BookHold {
  private final long capturedBefore;
  private final boolean isNew;
  private HeldPayment now;

  private BookHold(HeldPayment hold, boolean isNew) {
    this.now = hold;
    this.capturedBefore = hold.capturedMinor();
    this.isNew = isNew;
  }

  static BookHold stored(HeldPayment hold) {
    return new BookHold(hold, false);
  }

  static BookHold made(HeldPayment hold) {
    return new BookHold(hold, true);
  }

  HeldPayment now() {
    return now;
  }

  boolean isNew() {
    return isNew;
  }

  long capturedBefore() {
    return capturedBefore;
  }

  /** What each payee gets of a capture. */
  List<Long> shares(long amountMinor) {
    return LargestRemainder.share(
        amountMinor, now.payees().stream().map(Part::remainingMinor).toList());
  }

  void capture(long amountMinor, List<Long> shares, boolean last, Instant at) {
    List<Part> parts = new ArrayList<>(shares.size());
    for (int share = 0; share < shares.size(); share++) {
      Part part = now.payees().get(share);
      parts.add(
          new Part(part.account(), part.amountMinor(), part.capturedMinor() + shares.get(share)));
    }
    long captured = now.capturedMinor() + amountMinor;
    boolean done = last || captured == now.amountMinor();
    now =
        done
            ? now.with(State.CAPTURED, captured, parts, at)
            : now.with(State.OPEN, captured, parts, null);
  }

  void close(State state, Instant at) {
    now = now.with(state, now.capturedMinor(), now.payees(), at);
  }

  /** How to set it back to how it stands now. */
  Runnable memento() {
    HeldPayment before = now;
    return () -> now = before;
  }
}
