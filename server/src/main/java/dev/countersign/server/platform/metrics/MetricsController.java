package dev.countersign.server.platform.metrics;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.platform.web.Refuses;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is measured, for the operator's Prometheus. */
@RestController
@Tag(name = "health")
class MetricsController {
  /** The text format of Prometheus, which says its version. */
  private static final MediaType EXPOSITION =
      MediaType.parseMediaType("text/plain;version=0.0.4;charset=utf-8");

  private final PrometheusMeterRegistry registry;

  MetricsController(PrometheusMeterRegistry registry) {
    this.registry = registry;
  }

  @GetMapping(path = "/metrics", produces = MediaType.TEXT_PLAIN_VALUE)
  @Operation(
      summary = "What is measured, in the text format of Prometheus",
      description =
          "For the operator: by `X-Super-Admin-Key`, or as an administrator of the first tenant.")
  @Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN})
  ResponseEntity<String> metrics() {
    return ResponseEntity.ok()
        .contentType(EXPOSITION)
        .cacheControl(CacheControl.noStore())
        .body(registry.scrape());
  }
}
