package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of what is or was held, newest first: {@code GET /v1/holds}.
 *
 * @param nextCursor what to send as {@code cursor} for the next page; absent on the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HoldPage(
    List<Payment> holds, @JsonProperty("next_cursor") @Nullable String nextCursor) {
  public HoldPage {
    holds = Copies.of(holds);
  }
}
