package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key that was made just now.
 *
 * @param keyId its id {@code key_…}
 * @param apiKey the key itself, shown this once
 * @param message what to do with it
 * @param key what will be seen of it later
 * @param replaces the key it was made to replace, where it was made by a rotation
 * @param replacedEndsAt until when that one can still be used
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CreatedApiKey(
    @JsonProperty("key_id") String keyId,
    @JsonProperty("api_key") String apiKey,
    String message,
    ApiKeyView key,
    @Nullable String replaces,
    @JsonProperty("replaced_ends_at") @Nullable Instant replacedEndsAt) {
  /** What comes with a key. */
  public static final String MESSAGE = "Store this API key securely. It will not be shown again.";

  @Override
  public String toString() {
    return "CreatedApiKey[keyId=%s, apiKey=[REDACTED], replaces=%s]".formatted(keyId, replaces);
  }
}
