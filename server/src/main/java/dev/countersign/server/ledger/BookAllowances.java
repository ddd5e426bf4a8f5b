package dev.countersign.server.ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What is left of allowances while a batch is judged. */
final class BookAllowances {
  private final Undo undo;
  private final Map<UUID, Allowance.Draw> drawn = new LinkedHashMap<>();
  private final List<Allowance.OnHold> onHold = new ArrayList<>();

  BookAllowances(Undo undo) {
    this.undo = undo;
  }

  /** An allowance that does not reach, with what is left of it. */
  record Exceeded(
      Allowance allowance, long remainingMinor, long remainingCount, long requiredMinor) {}

  /**
   * The first that does not reach; {@code null} where all do.
   *
   * @param moved what would move of an asset
   */
  @Nullable Exceeded exceeded(List<Allowance> allowances, ToLongFunction<String> moved) {
    for (Allowance allowance : allowances) {
      Allowance.Draw before = before(allowance);
      long remaining = allowance.remainingMinor() - before.amountMinor();
      long count = allowance.remainingCount() - before.count();
      long required = moved.applyAsLong(allowance.asset());
      if (required > remaining || count < 1) {
        return new Exceeded(allowance, remaining, count, required);
      }
    }
    return null;
  }

  /** Draws on each; they reach. */
  void draw(List<Allowance> allowances, ToLongFunction<String> moved) {
    for (Allowance allowance : allowances) {
      UUID id = allowance.id();
      Allowance.Draw before = before(allowance);
      long amount = before.amountMinor() + moved.applyAsLong(allowance.asset());
      undo.note(() -> drawn.put(id, before));
      drawn.put(id, new Allowance.Draw(id, before.kind(), amount, before.count() + 1));
    }
  }

  /** Notes on what a hold was made. */
  void hold(HeldPayment made, List<Allowance> allowances) {
    for (Allowance allowance : allowances) {
      onHold.add(
          new Allowance.OnHold(made.tenant(), made.id(), allowance.id(), allowance.exceeded()));
      undo.note(onHold::removeLast);
    }
  }

  /** Gives what became free of a hold back to what it was made on. */
  void giveBack(List<Allowance.OnHold> made, long amountMinor) {
    if (amountMinor == 0) {
      return;
    }
    for (Allowance.OnHold on : made) {
      UUID id = on.allowance();
      Allowance.Draw before = before(id, on.kind());
      undo.note(() -> drawn.put(id, before));
      drawn.put(
          id,
          new Allowance.Draw(id, on.kind(), before.amountMinor() - amountMinor, before.count()));
    }
  }

  /** What was drawn or given back, one for each allowance that is not as it was. */
  List<Allowance.Draw> draws() {
    return drawn.values().stream()
        .filter(draw -> draw.count() > 0 || draw.amountMinor() != 0)
        .toList();
  }

  /** On what holds were made. */
  List<Allowance.OnHold> onHold() {
    return List.copyOf(onHold);
  }

  private Allowance.Draw before(Allowance allowance) {
    return before(allowance.id(), allowance.exceeded());
  }

  private Allowance.Draw before(UUID id, Refusal.Reason kind) {
    Allowance.Draw before = drawn.get(id);
    return before == null ? new Allowance.Draw(id, kind, 0, 0) : before;
  }
}
