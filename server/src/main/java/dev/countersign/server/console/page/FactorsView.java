package dev.countersign.server.console.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's second factors.
 *
 * @param recoveryCodesLeft how many are unused; absent where there is no set
 * @param recoveryCodes a new set, shown this once
 * @param reminder when one has to be set up, in a sentence
 * @param offer what more can be set up
 * @param notice what has just been done, in a sentence
 * @param refusal what stood against it, in a sentence
 */
public record FactorsView(
    List<Row> factors,
    @Nullable Integer recoveryCodesLeft,
    List<String> recoveryCodes,
    List<Device> devices,
    @Nullable String reminder,
    FactorOffer offer,
    @Nullable String notice,
    @Nullable String refusal) {
  /**
   * One factor.
   *
   * @param destination where codes go, masked
   */
  public record Row(
      String id,
      String name,
      String type,
      @Nullable String destination,
      boolean primary,
      Moment since,
      @Nullable Moment lastUsed) {}

  /** A device that is trusted. */
  public record Device(String id, String label, Moment since, Moment until) {}

  public FactorsView {
    factors = List.copyOf(factors);
    recoveryCodes = List.copyOf(recoveryCodes);
    devices = List.copyOf(devices);
  }

  @Override
  public String toString() {
    return "FactorsView[REDACTED]";
  }
}
