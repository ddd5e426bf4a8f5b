package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Rotates a key: {@code POST /v1/api-keys/{id}/rotate}.
 *
 * @param graceMinutes how much longer the old key may be used, 0 to 10080; 60 where left out
 */
public record RotateApiKeyRequest(@JsonProperty("grace_minutes") @Nullable Integer graceMinutes) {}
