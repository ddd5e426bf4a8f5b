package dev.countersign.server.impersonation;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.ImpersonationAnswer;
import dev.countersign.api.ImpersonationRequest;
import dev.countersign.server.access.Caller;
import dev.countersign.server.impersonation.Impersonations.Outcome;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.platform.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Seeing what somebody sees, over HTTP. */
@RestController
class ImpersonationController {
  private static final int REASON_MAX = 500;

  private final Impersonations impersonations;

  ImpersonationController(Impersonations impersonations) {
    this.impersonations = impersonations;
  }

  @Operation(
      summary = "See what somebody sees",
      description =
          "The token reads only, for a quarter of an hour at most, and names whoever holds it in"
              + " its claim act. The person is told. POST /oauth2/revoke ends it before.")
  @PostMapping(
      path = "/v1/admin/users/{id}/impersonate",
      produces = MediaType.APPLICATION_JSON_VALUE)
  @Refuses({
    ErrorCode.UNAUTHENTICATED,
    ErrorCode.FORBIDDEN,
    ErrorCode.SESSION_REQUIRED,
    ErrorCode.CANNOT_IMPERSONATE,
    ErrorCode.NOT_FOUND
  })
  ImpersonationAnswer begin(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestBody ImpersonationRequest request) {
    Fields fields = new Fields();
    String reason = fields.text("reason", request.reason(), REASON_MAX);
    fields.verify();
    UserId user = UserId.parse(id).orElseThrow(() -> problem(ErrorCode.NOT_FOUND));
    return switch (impersonations.begin(caller, user, reason)) {
      case Outcome.Begun(Secret token, Instant ends, UserId seen) ->
          new ImpersonationAnswer(
              token.reveal(), "Bearer", ends.truncatedTo(ChronoUnit.SECONDS), seen.text());
      case Outcome.NotFound _ -> throw problem(ErrorCode.NOT_FOUND);
      case Outcome.NotThisPerson _ -> throw problem(ErrorCode.CANNOT_IMPERSONATE);
      case Outcome.NoSession _ -> throw problem(ErrorCode.SESSION_REQUIRED);
    };
  }

  private static ProblemException problem(ErrorCode code) {
    return new ProblemException(code, code.hint());
  }
}
