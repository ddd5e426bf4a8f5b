package dev.countersign.server.platform.health;

import dev.countersign.api.HealthReport;
import dev.countersign.api.HealthStatus;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Health over HTTP, for whoever runs the service and the machines that watch it. */
@RestController
@RequestMapping(path = "/health", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "health")
class HealthController {
  private final HealthChecks checks;
  private final ApplicationAvailability availability;

  HealthController(HealthChecks checks, ApplicationAvailability availability) {
    this.checks = checks;
    this.availability = availability;
  }

  @GetMapping
  @Operation(summary = "Every check with its outcome")
  @ApiResponse(responseCode = "200", description = "All is well, or only what is optional is not")
  @ApiResponse(responseCode = "503", description = "The service cannot do its work")
  ResponseEntity<HealthReport> health() {
    HealthReport report = checks.report();
    return ResponseEntity.status(statusOf(checks.isReady(report))).body(report);
  }

  @GetMapping("/live")
  @Operation(summary = "Whether the process answers at all")
  HealthStatus live() {
    return new HealthStatus("live");
  }

  @GetMapping("/ready")
  @Operation(
      summary =
          "Whether the service takes work: it has started, and the checks of what it needs succeed")
  @ApiResponse(responseCode = "200", description = "It does")
  @ApiResponse(responseCode = "503", description = "It is starting, stopping or without a database")
  ResponseEntity<HealthStatus> ready() {
    boolean accepting = availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
    boolean ready = accepting && checks.isReady(checks.report());
    String status = ready ? "ready" : accepting ? "unhealthy" : "starting";
    return ResponseEntity.status(statusOf(ready)).body(new HealthStatus(status));
  }

  private static HttpStatus statusOf(boolean good) {
    return good ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE;
  }
}
