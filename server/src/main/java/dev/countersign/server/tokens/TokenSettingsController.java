package dev.countersign.server.tokens;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.TokenPolicyView;
import dev.countersign.server.access.Caller;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.platform.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How a tenant's tokens are made, to be read and set by its administrators. */
@RestController
@RequestMapping(path = "/v1/admin/token-settings", produces = MediaType.APPLICATION_JSON_VALUE)
@Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN})
class TokenSettingsController {
  private static final int ALGORITHM_MAX = 16;

  private final TokenPolicies policies;

  TokenSettingsController(TokenPolicies policies) {
    this.policies = policies;
  }

  @Operation(summary = "How tokens are made")
  @GetMapping
  TokenPolicyView read(@AuthenticationPrincipal Caller caller) {
    return view(policies.of(caller.tenant()));
  }

  @Operation(
      summary = "Set how tokens are made",
      description = "For tokens from now on. Those made before stay as they are.")
  @PutMapping
  TokenPolicyView set(
      @AuthenticationPrincipal Caller caller, @RequestBody TokenPolicyView request) {
    Fields fields = new Fields();
    TokenAlgorithm algorithm =
        fields
            .parsed(
                "algorithm",
                request.algorithm(),
                ALGORITHM_MAX,
                TokenAlgorithm::find,
                "Give ES256, RS256 or EdDSA.")
            .orElse(TokenAlgorithm.ES256);
    Duration access =
        seconds(
            fields,
            "access_life",
            request.accessLife(),
            TokenPolicy.ACCESS_LIFE_MIN,
            TokenPolicy.ACCESS_LIFE_MAX);
    Duration life =
        seconds(
            fields,
            "refresh_life",
            request.refreshLife(),
            TokenPolicy.REFRESH_LIFE_MIN,
            TokenPolicy.REFRESH_LIFE_MAX);
    Duration idle =
        seconds(fields, "refresh_idle", request.refreshIdle(), TokenPolicy.REFRESH_IDLE_MIN, life);
    Duration grace =
        seconds(
            fields,
            "refresh_grace",
            request.refreshGrace(),
            Duration.ZERO,
            TokenPolicy.REFRESH_GRACE_MAX);
    fields.verify();
    TokenPolicy policy = new TokenPolicy(algorithm, access, life, idle, grace);
    policies.set(caller, policy);
    return view(policy);
  }

  private static Duration seconds(
      Fields fields, String field, @Nullable Integer value, Duration min, Duration max) {
    if (fields.present(field, value).isEmpty()) {
      return max;
    }
    Duration duration = Duration.ofSeconds(value == null ? 0 : value);
    if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
      fields.fault(
          field,
          "out_of_range",
          "Give %d to %d seconds.".formatted(min.toSeconds(), max.toSeconds()));
      return max;
    }
    return duration;
  }

  private static TokenPolicyView view(TokenPolicy policy) {
    return new TokenPolicyView(
        policy.algorithm().wireName(),
        Math.toIntExact(policy.accessLife().toSeconds()),
        Math.toIntExact(policy.refreshLife().toSeconds()),
        Math.toIntExact(policy.refreshIdle().toSeconds()),
        Math.toIntExact(policy.refreshGrace().toSeconds()));
  }
}
