package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A webhook with a secret that was made just now.
 *
 * @param secret what deliveries are signed with, {@code whsec_…}; shown this once
 * @param previousEndsAt until when the secret before it signs too
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WebhookWithSecret(
    WebhookView webhook,
    String secret,
    @JsonProperty("previous_ends_at") @Nullable Instant previousEndsAt) {
  @Override
  public String toString() {
    return "WebhookWithSecret[webhook=%s, secret=[REDACTED]]".formatted(webhook);
  }
}
