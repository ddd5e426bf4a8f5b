package dev.countersign.server.console.page;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the installation holds. */
public record Overview(
    Count accounts, Count payments, @Nullable Checkpoint checkpoint, List<Check> health) {

  /**
   * How many there are.
   *
   * @param more whether there are more than were counted
   */
  public record Count(int value, boolean more) {
    /** The figure with its digits in groups. */
    public String text() {
      return String.format(Locale.ROOT, "%,d", value) + (more ? "+" : "");
    }
  }

  /** The latest signed head of the audit log. */
  public record Checkpoint(long size, String root, Moment signed) {}

  /** A check of the service's own health. */
  public record Check(String name, boolean healthy) {}

  public Overview {
    health = List.copyOf(health);
  }

  public boolean isEmpty() {
    return payments.value() == 0;
  }

  public boolean isHealthy() {
    return health.stream().allMatch(Check::healthy);
  }
}
