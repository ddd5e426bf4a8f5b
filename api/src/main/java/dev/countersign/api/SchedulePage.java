package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Schedules, the newest first.
 *
 * @param items some of them
 * @param nextCursor where the next page begins; absent on the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SchedulePage(
    List<ScheduleView> items, @JsonProperty("next_cursor") @Nullable String nextCursor) {
  public SchedulePage {
    items = List.copyOf(items);
  }
}
