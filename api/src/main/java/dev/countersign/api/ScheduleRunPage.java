package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the times of a schedule, the latest first.
 *
 * @param items some of them
 * @param nextCursor where the next page begins; absent on the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScheduleRunPage(
    List<ScheduleRun> items, @JsonProperty("next_cursor") @Nullable String nextCursor) {
  public ScheduleRunPage {
    items = List.copyOf(items);
  }
}
