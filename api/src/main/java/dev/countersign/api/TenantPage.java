package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tenants, in the order of their creation.
 *
 * @param items some of them
 * @param nextCursor for the next page; absent on the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TenantPage(
    List<TenantView> items, @JsonProperty("next_cursor") @Nullable String nextCursor) {
  public TenantPage {
    items = List.copyOf(items);
  }
}
