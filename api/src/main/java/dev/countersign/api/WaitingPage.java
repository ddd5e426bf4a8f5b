package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Payments that wait or have waited to be countersigned, the newest first.
 *
 * @param nextCursor where the next page begins; absent on the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WaitingPage(
    List<Payment> items, @JsonProperty("next_cursor") @Nullable String nextCursor) {
  public WaitingPage {
    items = List.copyOf(items);
  }
}
