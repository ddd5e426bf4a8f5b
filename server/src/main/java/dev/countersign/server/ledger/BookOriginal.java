package dev.countersign.server.ledger;

import dev.countersign.server.ledger.PostedTransfer.PostedEntry;
import dev.countersign.server.platform.id.AccountId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A payment that is to be reversed, while a batch is judged: what of it is left to undo. */
final class BookOriginal {
  private final PostedTransfer original;
  private final boolean reversible;
  // What it did to each account on balance and was not undone, in the order of its entries.
  private Map<Side, Long> left = new LinkedHashMap<>();

  /** An account, with what it holds. */
  private record Side(AccountId account, String asset) {}

  /**
   * @param reversed what earlier reversals have done to each account
   */
  BookOriginal(PostedTransfer original, Map<AccountId, Long> reversed) {
    this.original = original;
    for (PostedEntry entry : original.entries()) {
      left.merge(new Side(entry.account(), entry.asset()), entry.amountMinor(), Math::addExact);
    }
    reversible = original.type() != Transfer.Type.REVERSAL && remainingMinor() > 0;
    left.replaceAll((side, net) -> net + reversed.getOrDefault(side.account(), 0L));
  }

  PostedTransfer original() {
    return original;
  }

  /** Whether it is a payment that moved something on balance, and so can be undone at all. */
  boolean isReversible() {
    return reversible;
  }

  /** What is left to undo, in the original's asset. */
  long remainingMinor() {
    return leftOf(original.asset(), 1);
  }

  /**
   * What undoing a part does to each account: the part exactly in the original's asset, and its
   * like in others, rounded half even to what they have.
   */
  Map<AccountId, Long> undoing(long amountMinor) {
    long remaining = remainingMinor();
    Map<AccountId, Long> undoing = new LinkedHashMap<>();
    for (String asset : assets()) {
      long part =
          BigDecimal.valueOf(leftOf(asset, 1))
              .multiply(BigDecimal.valueOf(amountMinor))
              .divide(BigDecimal.valueOf(remaining), 0, RoundingMode.HALF_EVEN)
              .longValueExact();
      share(undoing, asset, 1, part);
      share(undoing, asset, -1, part);
    }
    return undoing;
  }

  void reverse(Map<AccountId, Long> undone) {
    Map<Side, Long> rest = new LinkedHashMap<>(left);
    rest.replaceAll((side, net) -> net + undone.getOrDefault(side.account(), 0L));
    left = rest;
  }

  /** How to set it back to how it stands now. */
  Runnable memento() {
    Map<Side, Long> before = left;
    return () -> left = before;
  }

  private void share(Map<AccountId, Long> undoing, String asset, int sign, long part) {
    if (part == 0) {
      return;
    }
    List<Map.Entry<Side, Long>> sides =
        left.entrySet().stream()
            .filter(side -> side.getKey().asset().equals(asset))
            .filter(side -> Long.signum(side.getValue()) == sign)
            .toList();
    List<Long> shares =
        LargestRemainder.share(
            part, sides.stream().map(side -> Math.abs(side.getValue())).toList());
    for (int at = 0; at < shares.size(); at++) {
      if (shares.get(at) != 0) {
        undoing.put(sides.get(at).getKey().account(), -sign * shares.get(at));
      }
    }
  }

  private Set<String> assets() {
    Set<String> assets = new LinkedHashSet<>();
    left.keySet().forEach(side -> assets.add(side.asset()));
    return assets;
  }

  private long leftOf(String asset, int sign) {
    return left.entrySet().stream()
        .filter(side -> side.getKey().asset().equals(asset))
        .mapToLong(side -> Math.max(sign * side.getValue(), 0))
        .sum();
  }
}
