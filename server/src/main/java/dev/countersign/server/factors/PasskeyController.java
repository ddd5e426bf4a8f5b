package dev.countersign.server.factors;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.FactorView;
import dev.countersign.api.PasskeyRegistration;
import dev.countersign.api.PasskeySetup;
import dev.countersign.api.PasskeySetupRequest;
import dev.countersign.server.access.Caller;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.platform.web.Refuses;
import dev.countersign.server.webauthn.Fault;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Adding passkeys. They are shown, named and disabled as every factor is. */
@RestController
@RequestMapping(path = "/v1/mfa/passkeys", produces = MediaType.APPLICATION_JSON_VALUE)
@Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.SESSION_REQUIRED, ErrorCode.RATE_LIMITED})
class PasskeyController {
  private final Enrolment enrolment;
  private final Enrollers enrollers;
  private final Passkeys passkeys;

  PasskeyController(Enrolment enrolment, Enrollers enrollers, Passkeys passkeys) {
    this.enrolment = enrolment;
    this.enrollers = enrollers;
    this.passkeys = passkeys;
  }

  @Operation(
      summary = "Begin to add a passkey",
      description =
          "Hand public_key to PublicKeyCredential.parseCreationOptionsFromJSON, and what"
              + " navigator.credentials.create answers to POST /v1/mfa/passkeys. Whoever has a"
              + " factor already needs to have proved one in the last 10 minutes.")
  @PostMapping("/options")
  @ResponseStatus(HttpStatus.CREATED)
  @Refuses({
    ErrorCode.INSUFFICIENT_USER_AUTHENTICATION,
    ErrorCode.MFA_METHOD_EXISTS,
    ErrorCode.MFA_METHOD_UNAVAILABLE
  })
  PasskeySetup begin(
      @AuthenticationPrincipal @Nullable Caller caller, @RequestBody PasskeySetupRequest request) {
    Fields fields = new Fields();
    String name =
        fields
            .optionalText("name", request.name(), FactorController.NAME_MAX)
            .orElse(FactorType.PASSKEY.label());
    fields.verify();
    Enroller enroller = enrollers.beginning(caller, request.enrolmentToken());
    return switch (enrolment.begin(enroller, new FactorRequest.Passkey(name))) {
      case Enrolment.Begun.Ready(Factor factor, var _, Enrolment.SentSetup asked, var codes)
          when asked != null ->
          setup(enroller, factor, asked, codes);
      case Enrolment.Begun.Exists _ -> throw FactorAnswers.refused(ErrorCode.MFA_METHOD_EXISTS);
      case Enrolment.Begun.NotOffered _ ->
          throw FactorAnswers.refused(ErrorCode.MFA_METHOD_UNAVAILABLE);
      case Enrolment.Begun.Delayed(Duration delay) -> throw FactorAnswers.delayed(delay);
      case Enrolment.Begun.Ready _, Enrolment.Begun.NotSent _ ->
          throw new IllegalStateException("a passkey is asked for, and nothing is sent");
    };
  }

  @Operation(summary = "Add the passkey that an authenticator made")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Refuses(ErrorCode.PASSKEY_REFUSED)
  FactorView finish(
      @AuthenticationPrincipal @Nullable Caller caller, @RequestBody PasskeyRegistration request) {
    Fields fields = new Fields();
    fields.present("credential", request.credential());
    fields.verify();
    Enroller enroller = enrollers.of(caller, request.enrolmentToken());
    Secret challenge =
        passkeys
            .challenge(request.credential())
            .orElseThrow(() -> FactorAnswers.passkeyRefused(Fault.MALFORMED));
    return switch (enrolment.finish(enroller, challenge, passkeys.response(request.credential()))) {
      case Enrolment.Finished.Enabled(Factor enabled) -> FactorAnswers.view(enabled);
      case Enrolment.Finished.Nothing _ -> throw FactorAnswers.passkeyRefused(Fault.CHALLENGE);
      case Enrolment.Finished.Wrong(Fault fault) ->
          throw FactorAnswers.passkeyRefused(fault == null ? Fault.CHALLENGE : fault);
      case Enrolment.Finished.Delayed(Duration delay) -> throw FactorAnswers.delayed(delay);
    };
  }

  private PasskeySetup setup(
      Enroller enroller, Factor factor, Enrolment.SentSetup asked, List<Secret> codes) {
    return new PasskeySetup(
        factor.id().text(),
        passkeys.creation(enroller, asked.challenge(), asked.life()),
        asked.life().toSeconds(),
        codes.isEmpty() ? null : codes.stream().map(Secret::reveal).toList());
  }
}
