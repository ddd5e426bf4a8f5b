package dev.countersign.server.ratelimit;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.LimitSettings;
import dev.countersign.server.access.Caller;
import dev.countersign.server.platform.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The caller's tenant's rate limits, for its administrators. */
@RestController
@RequestMapping(path = "/v1/admin/limits", produces = MediaType.APPLICATION_JSON_VALUE)
@Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN})
class LimitsController {
  private final TenantLimits limits;

  LimitsController(TenantLimits limits) {
    this.limits = limits;
  }

  @Operation(summary = "Show the rate limits", description = "With every one of them.")
  @GetMapping
  LimitSettings show(@AuthenticationPrincipal Caller caller) {
    return PlanSettings.of(limits.settingsOf(caller.tenant()));
  }

  @Operation(
      summary = "Set the rate limits",
      description =
          "Tiers and what differs from them; what is left out is as the tiers have it, and with"
              + " nothing at all the installation's limits hold. Every node goes by it within a"
              + " second. What was counted before stays counted.")
  @PutMapping
  LimitSettings set(@AuthenticationPrincipal Caller caller, @RequestBody LimitSettings settings) {
    return PlanSettings.of(limits.set(caller, settings));
  }
}
