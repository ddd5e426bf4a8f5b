package dev.countersign.server.console.page;

import dev.countersign.api.SigningThreshold;
import dev.countersign.api.SpendingLimit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant has countersigned, and how much its people may spend. Beside what there is, there
 * are empty lines to fill in.
 *
 * @param minutes how long a payment waits
 * @param apartDays how long nobody signs for whom they lent a role to
 * @param mayWrite whether whoever looks may change it
 */
public record LimitsView(
    List<SigningThreshold> thresholds,
    boolean newPayees,
    String signers,
    String minutes,
    String apartDays,
    List<SpendingLimit> limits,
    boolean mayWrite,
    @Nullable String notice,
    List<String> faults) {
  public LimitsView {
    thresholds = List.copyOf(thresholds);
    limits = List.copyOf(limits);
    faults = List.copyOf(faults);
  }

  public static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
