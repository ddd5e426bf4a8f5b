package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries, the newest events first.
 *
 * @param nextCursor for the next page; absent on the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WebhookDeliveryPage(
    List<WebhookDelivery> items, @JsonProperty("next_cursor") @Nullable String nextCursor) {
  public WebhookDeliveryPage {
    items = Copies.of(items);
  }
}
