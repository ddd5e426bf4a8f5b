package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a tenant is told of events.
 *
 * @param id its id {@code whk_…}
 * @param types what it is told of; everything where there are none
 * @param status {@code active} or {@code disabled}
 * @param reason why it is disabled: {@code asked}, {@code failing} or {@code gone}
 * @param failingSince since when nothing was taken; absent while deliveries succeed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WebhookView(
    String id,
    String url,
    @Nullable String description,
    List<String> types,
    String status,
    @Nullable String reason,
    @JsonProperty("failing_since") @Nullable Instant failingSince,
    @JsonProperty("created_at") Instant createdAt) {
  public WebhookView {
    types = Copies.of(types);
  }
}
