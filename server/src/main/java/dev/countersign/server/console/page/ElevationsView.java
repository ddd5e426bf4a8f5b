package dev.countersign.server.console.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Roles for a while.
 *
 * @param mayDecide whether the lists are everybody's
 * @param running those that are lent at the moment
 * @param waiting those that wait for somebody to decide
 * @param over those before
 */
public record ElevationsView(
    List<String> roles,
    int minutesMax,
    boolean mayDecide,
    List<Row> running,
    List<Row> waiting,
    List<Row> over,
    @Nullable String notice,
    List<String> faults) {
  /**
   * One of them.
   *
   * @param status in words
   * @param looks how the status looks
   * @param decider who decided; absent where nobody has, or the policy
   * @param ends when it ends, or did
   * @param decidable whether whoever looks may decide
   * @param endable whether they may end it, or take it back
   */
  public record Row(
      String id,
      String person,
      String role,
      String reason,
      int minutes,
      String status,
      String looks,
      @Nullable String decider,
      Moment asked,
      @Nullable Moment ends,
      boolean decidable,
      boolean endable) {}

  public ElevationsView {
    roles = List.copyOf(roles);
    running = List.copyOf(running);
    waiting = List.copyOf(waiting);
    over = List.copyOf(over);
    faults = List.copyOf(faults);
  }

  public boolean isEmpty() {
    return running.isEmpty() && waiting.isEmpty() && over.isEmpty();
  }

  /** What the form begins with. */
  public int minutesUsual() {
    return Math.min(30, minutesMax);
  }
}
