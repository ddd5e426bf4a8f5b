package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Asks for what is held: {@code POST /v1/payments/{id}/capture}, with an {@code Idempotency-Key}.
 *
 * @param amount how much of it; absent for all that is left
 * @param isFinal whether nothing more will be captured, so that the rest is given back
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CaptureRequest(
    @Nullable String amount, @JsonProperty("final") @Nullable Boolean isFinal) {
  /** All that is left. */
  public static CaptureRequest rest() {
    return new CaptureRequest(null, null);
  }
}
