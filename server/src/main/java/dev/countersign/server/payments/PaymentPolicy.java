package dev.countersign.server.payments;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How payments are made in a tenant.
 *
 * @param allowed what can be paid, held and deposited; {@code null} for all there is
 */
record PaymentPolicy(@Nullable Set<String> allowed, List<Rate> rates) {
  /** What holds where nothing is set. */
  static final PaymentPolicy USUAL = new PaymentPolicy(null, List.of());

  PaymentPolicy {
    allowed = allowed == null ? null : Set.copyOf(allowed);
    rates = List.copyOf(rates);
  }

  boolean allows(String asset) {
    return allowed == null || allowed.contains(asset);
  }

  Optional<Rate> rate(String asset, String target) {
    return rates.stream()
        .filter(rate -> rate.asset().equals(asset) && rate.target().equals(target))
        .findFirst();
  }
}
