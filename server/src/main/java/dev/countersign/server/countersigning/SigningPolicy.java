package dev.countersign.server.countersigning;

import dev.countersign.server.ledger.Transfer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which payments of a tenant are countersigned, and by whom.
 *
 * @param set whether the tenant has ever set one; where it has not, nothing is looked up
 * @param thresholds above which amount, by asset
 * @param newPayees whether the first payment to each payee is
 * @param life how long a payment waits
 * @param apart how long after a role was lent neither of the two signs for the other
 */
public record SigningPolicy(
    boolean set,
    Map<String, Long> thresholds,
    boolean newPayees,
    Signers signers,
    Duration life,
    Duration apart) {
  static final SigningPolicy NONE =
      new SigningPolicy(
          false, Map.of(), false, Signers.EITHER, Duration.ofDays(1), Duration.ofDays(30));

  public SigningPolicy {
    thresholds = Map.copyOf(thresholds);
  }

  /** Whether it may have to be countersigned; whom its payer has signed for is not looked at. */
  public boolean mayDemand(Transfer payment) {
    return !demands(payment, Set.of()).isEmpty();
  }

  /** Why a payment has to be countersigned; empty where it has not. */
  List<Demand> demands(Transfer payment, Set<String> knownPayees) {
    List<Demand> demands = new ArrayList<>(2);
    for (String asset : payment.assets()) {
      Long threshold = thresholds.get(asset);
      if (threshold != null && payment.amountMinor(asset) > threshold) {
        demands.add(Demand.AMOUNT);
        break;
      }
    }
    if (newPayees && !knownPayees.containsAll(Payee.names(payment))) {
      demands.add(Demand.NEW_PAYEE);
    }
    return demands;
  }
}
