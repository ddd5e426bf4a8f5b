package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;

/** What the caller may spend, by each limit that holds for them. */
public record Spending(List<Item> limits) {
  public Spending {
    limits = List.copyOf(limits);
  }

  /**
   * One limit.
   *
   * @param spent how much was spent in the running period
   * @param remaining how much is left
   * @param resetsAt when the next period begins
   */
  public record Item(
      String currency,
      String period,
      String amount,
      String spent,
      String remaining,
      @JsonProperty("resets_at") Instant resetsAt) {}
}
