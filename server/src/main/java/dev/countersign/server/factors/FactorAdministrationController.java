package dev.countersign.server.factors;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.FactorPolicySettings;
import dev.countersign.api.FactorResetRequest;
import dev.countersign.api.FactorStatus;
import dev.countersign.server.access.Caller;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.platform.web.Refuses;
import dev.countersign.server.users.User;
import dev.countersign.server.users.Users;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What administrators may know and do about second factors. */
@RestController
@RequestMapping(path = "/v1/admin", produces = MediaType.APPLICATION_JSON_VALUE)
@Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN, ErrorCode.RATE_LIMITED})
class FactorAdministrationController {
  static final int REASON_MAX = 200;

  private final Factors factors;
  private final FactorPolicies policies;
  private final Users users;

  FactorAdministrationController(Factors factors, FactorPolicies policies, Users users) {
    this.factors = factors;
    this.policies = policies;
    this.users = users;
  }

  @Operation(summary = "Show of whom a second factor is demanded")
  @GetMapping("/mfa-policy")
  FactorPolicySettings policy(@AuthenticationPrincipal Caller caller) {
    return FactorPolicies.settings(policies.of(caller.tenant()));
  }

  @Operation(
      summary = "Set of whom a second factor is demanded",
      description =
          "Of these roles, or of * for everybody; with days of grace in which somebody without one"
              + " is reminded, and after which they are let in only once they have set one up.")
  @PutMapping("/mfa-policy")
  FactorPolicySettings set(
      @AuthenticationPrincipal Caller caller, @RequestBody FactorPolicySettings settings) {
    return FactorPolicies.settings(policies.set(caller, settings));
  }

  @Operation(summary = "Show somebody's second factors")
  @GetMapping("/users/{id}/mfa")
  @Refuses(ErrorCode.NOT_FOUND)
  FactorStatus status(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    User user = find(caller, id);
    Factors.Status status = factors.status(caller.tenant(), user.id(), user.access());
    return new FactorStatus(
        status.enabled(),
        status.required(),
        status.requiredBefore(),
        status.recoveryCodesLeft(),
        status.factors().stream().map(FactorAnswers::view).toList());
  }

  @Operation(
      summary = "Take all of somebody's second factors away",
      description =
          "For somebody who has lost every one. The owner is told by mail. Needs a factor of the"
              + " administrator's, proved in the last 10 minutes.")
  @PostMapping("/users/{id}/mfa/reset")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Refuses({ErrorCode.INSUFFICIENT_USER_AUTHENTICATION, ErrorCode.NOT_FOUND})
  void reset(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestBody FactorResetRequest request) {
    Fields fields = new Fields();
    String reason = fields.text("reason", request.reason(), REASON_MAX);
    fields.verify();
    factors.reset(caller, find(caller, id).id(), reason);
  }

  private User find(Caller caller, String id) {
    return UserId.parse(id)
        .flatMap(user -> users.find(caller.tenant(), user))
        .orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND, ErrorCode.NOT_FOUND.hint()));
  }
}
