package dev.countersign.server.console.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Roles for a while.
 *
 * @param mayDecide whether the list is everybody's
 */
public record ElevationsView(
    List<String> roles,
    int minutesMax,
    boolean mayDecide,
    List<Row> elevations,
    @Nullable String notice,
    List<String> faults) {
  /** One of them. */
  public record Row(
      String id,
      String person,
      String role,
      String reason,
      int minutes,
      String status,
      boolean active,
      Moment asked,
      @Nullable Moment ends,
      boolean decidable,
      boolean endable) {}

  public ElevationsView {
    roles = List.copyOf(roles);
    elevations = List.copyOf(elevations);
    faults = List.copyOf(faults);
  }

  /** What the form begins with. */
  public int minutesUsual() {
    return Math.min(30, minutesMax);
  }
}
