package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The short answer to whether the service lives or is ready.
 *
 * @param status {@code live}, {@code ready}, {@code starting} (or stopping) or {@code unhealthy}
 */
public record HealthStatus(@JsonProperty("status") String status) {}
