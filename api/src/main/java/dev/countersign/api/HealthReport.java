package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether the service can do its work.
 *
 * @param overallHealthy whether every check succeeded
 * @param checks what was checked, by name
 * @param timestamp when
 */
public record HealthReport(
    @JsonProperty("overall_healthy") boolean overallHealthy,
    @JsonProperty("checks") Map<String, Check> checks,
    @JsonProperty("timestamp") Instant timestamp) {

  /**
   * The outcome of one check.
   *
   * @param healthy whether it succeeded
   * @param durationMs how long it took, in milliseconds with two decimals; only where it succeeded
   * @param error what failed, in a sentence without internals; only where it did
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Check(
      @JsonProperty("healthy") boolean healthy,
      @JsonProperty("duration_ms") @Nullable BigDecimal durationMs,
      @JsonProperty("error") @Nullable String error) {

    public static Check healthy(BigDecimal durationMs) {
      return new Check(true, durationMs, null);
    }

    public static Check unhealthy(String error) {
      return new Check(false, null, error);
    }
  }

  public HealthReport {
    checks = Collections.unmodifiableMap(new LinkedHashMap<>(checks));
  }
}
