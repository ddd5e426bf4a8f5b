package dev.countersign.server.ledger;

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

  /** What was drawn, one for each allowance that was drawn on. */
  List<Allowance.Draw> draws() {
    return drawn.values().stream().filter(draw -> draw.count() > 0).toList();
  }

  private Allowance.Draw before(Allowance allowance) {
    Allowance.Draw before = drawn.get(allowance.id());
    return before == null ? new Allowance.Draw(allowance.id(), allowance.exceeded(), 0, 0) : before;
  }
}
