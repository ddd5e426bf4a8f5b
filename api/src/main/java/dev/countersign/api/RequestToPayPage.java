package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Requests for payments, the newest first.
 *
 * @param items some of them
 * @param nextCursor where the next page begins; absent on the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RequestToPayPage(
    List<RequestToPayView> items, @JsonProperty("next_cursor") @Nullable String nextCursor) {
  public RequestToPayPage {
    items = List.copyOf(items);
  }
}
