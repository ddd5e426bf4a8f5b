package dev.countersign.server.factors;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.FactorCodeRequest;
import dev.countersign.api.FactorSetup;
import dev.countersign.api.FactorSetupRequest;
import dev.countersign.api.FactorView;
import dev.countersign.server.access.Caller;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.platform.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Setting factors up, by somebody signed in or by somebody who must before they are let in. */
@RestController
@RequestMapping(path = "/v1/mfa/methods", produces = MediaType.APPLICATION_JSON_VALUE)
@Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.SESSION_REQUIRED, ErrorCode.RATE_LIMITED})
class EnrolmentController {
  private static final int SECRET_MAX = 128;

  private final Enrolment enrolment;
  private final Enrollers enrollers;

  EnrolmentController(Enrolment enrolment, Enrollers enrollers) {
    this.enrolment = enrolment;
    this.enrollers = enrollers;
  }

  @Operation(
      summary = "Set a factor up",
      description =
          "It proves nothing until a code of it was verified. Whoever has a factor already needs to"
              + " have proved one in the last 10 minutes. The first factor brings ten recovery"
              + " codes with it.")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Refuses({
    ErrorCode.INSUFFICIENT_USER_AUTHENTICATION,
    ErrorCode.MFA_METHOD_EXISTS,
    ErrorCode.MFA_METHOD_UNAVAILABLE,
    ErrorCode.MESSAGE_NOT_SENT
  })
  FactorSetup begin(
      @AuthenticationPrincipal @Nullable Caller caller, @RequestBody FactorSetupRequest request) {
    FactorRequest wanted = FactorRequests.read(request);
    Enroller enroller = enrollers.beginning(caller, request.enrolmentToken());
    return switch (enrolment.begin(enroller, wanted)) {
      case Enrolment.Begun.Ready ready -> setup(ready);
      case Enrolment.Begun.Exists _ -> throw FactorAnswers.refused(ErrorCode.MFA_METHOD_EXISTS);
      case Enrolment.Begun.NotOffered _ ->
          throw FactorAnswers.refused(ErrorCode.MFA_METHOD_UNAVAILABLE);
      case Enrolment.Begun.Delayed(Duration delay) -> throw FactorAnswers.delayed(delay);
      case Enrolment.Begun.NotSent _ -> throw FactorAnswers.refused(ErrorCode.MESSAGE_NOT_SENT);
    };
  }

  @Operation(summary = "Put a factor into use by a code of it")
  @PostMapping("/{id}/verify")
  @Refuses({ErrorCode.INVALID_CODE, ErrorCode.NOT_FOUND})
  FactorView finish(
      @AuthenticationPrincipal @Nullable Caller caller,
      @PathVariable String id,
      @RequestBody FactorCodeRequest request) {
    Fields fields = new Fields();
    Secret code = fields.secret("code", request.code(), SECRET_MAX);
    Secret challenge =
        request.challengeId() == null
            ? null
            : fields.secret("challenge_id", request.challengeId(), SECRET_MAX);
    fields.verify();
    Enroller enroller = enrollers.of(caller, request.enrolmentToken());
    FactorId factor =
        FactorId.parse(id).orElseThrow(() -> FactorAnswers.refused(ErrorCode.NOT_FOUND));
    return switch (enrolment.finish(enroller, factor, challenge, code)) {
      case Enrolment.Finished.Enabled(Factor enabled) -> FactorAnswers.view(enabled);
      case Enrolment.Finished.Nothing _ -> throw FactorAnswers.refused(ErrorCode.NOT_FOUND);
      case Enrolment.Finished.Wrong _ -> throw FactorAnswers.refused(ErrorCode.INVALID_CODE);
      case Enrolment.Finished.Delayed(Duration delay) -> throw FactorAnswers.delayed(delay);
    };
  }

  private static FactorSetup setup(Enrolment.Begun.Ready ready) {
    Factor factor = ready.factor();
    Enrolment.AppSetup app = ready.app();
    Enrolment.SentSetup sent = ready.sent();
    List<String> codes = ready.recoveryCodes().stream().map(Secret::reveal).toList();
    return new FactorSetup(
        factor.id().text(),
        factor.type().wireName(),
        factor.name(),
        factor.hint(),
        app == null ? null : app.secret().reveal(),
        app == null ? null : app.provisioningUri().reveal(),
        app == null ? null : app.qrPng(),
        app == null ? null : app.qrSvg(),
        sent == null ? null : sent.challenge().reveal(),
        sent == null ? null : sent.life().toSeconds(),
        codes.isEmpty() ? null : codes);
  }
}
