package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of matches, newest first.
 *
 * @param nextCursor what to send as {@code cursor} for the next page; absent on the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReconciliationMatchPage(
    List<ReconciliationMatch> matches, @JsonProperty("next_cursor") @Nullable String nextCursor) {
  public ReconciliationMatchPage {
    matches = Copies.of(matches);
  }
}
