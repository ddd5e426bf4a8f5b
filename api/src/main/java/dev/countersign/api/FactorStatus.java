package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How somebody stands with second factors: {@code GET /v1/mfa}.
 *
 * @param enabled whether they are asked for one
 * @param required whether the policy wants them to have one
 * @param requiredBefore when it wants that at the latest; absent where one is there
 * @param recoveryCodesLeft how many recovery codes are unused
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FactorStatus(
    @JsonProperty("mfa_enabled") boolean enabled,
    @JsonProperty("require_mfa") boolean required,
    @JsonProperty("required_before") @Nullable Instant requiredBefore,
    @JsonProperty("recovery_codes_left") int recoveryCodesLeft,
    List<FactorView> methods) {
  public FactorStatus {
    methods = List.copyOf(methods);
  }
}
