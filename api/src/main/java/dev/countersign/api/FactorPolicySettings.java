package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Of whom a tenant demands a second factor: {@code PUT /v1/admin/mfa-policy}. What is left out is
 * as usual.
 *
 * @param requiredRoles the roles that need one, {@code *} for everybody; usually administrators
 * @param graceDays how many days somebody who needs one may go without, 0 to 30; usually 7
 * @param trustDays for how many days a device may be trusted, 0 to 90; usually 30
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FactorPolicySettings(
    @JsonProperty("required_roles") @Nullable List<String> requiredRoles,
    @JsonProperty("grace_days") @Nullable Integer graceDays,
    @JsonProperty("trust_days") @Nullable Integer trustDays) {
  public FactorPolicySettings {
    requiredRoles = requiredRoles == null ? null : List.copyOf(requiredRoles);
  }
}
