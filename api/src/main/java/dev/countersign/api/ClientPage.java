package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Registered programs, in the order of their registration.
 *
 * @param items the programs
 * @param nextCursor for the next page; absent on the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClientPage(
    List<ClientView> items, @JsonProperty("next_cursor") @Nullable String nextCursor) {
  public ClientPage {
    items = List.copyOf(items);
  }
}
