package dev.countersign.server.credentials;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.PasswordPolicySettings;
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

/** The caller's tenant's password policy, for its administrators. */
@RestController
@RequestMapping(path = "/v1/admin/password-policy", produces = MediaType.APPLICATION_JSON_VALUE)
@Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN, ErrorCode.RATE_LIMITED})
class PasswordPolicyController {
  private final PasswordPolicies policies;

  PasswordPolicyController(PasswordPolicies policies) {
    this.policies = policies;
  }

  @Operation(summary = "Show the password policy", description = "With every parameter of it.")
  @GetMapping
  PasswordPolicySettings show(@AuthenticationPrincipal Caller caller) {
    return PolicySettings.of(policies.of(caller.tenant()));
  }

  @Operation(
      summary = "Set the password policy",
      description =
          "A profile and what differs from it; what is left out is as the profile has it. Holds for"
              + " every password chosen from then on, and for the age of those in use.")
  @PutMapping
  PasswordPolicySettings set(
      @AuthenticationPrincipal Caller caller, @RequestBody PasswordPolicySettings settings) {
    return PolicySettings.of(policies.set(caller, settings));
  }
}
