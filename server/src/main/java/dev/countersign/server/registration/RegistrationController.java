package dev.countersign.server.registration;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.RegisterRequest;
import dev.countersign.api.RegistrationAnswer;
import dev.countersign.api.ResendRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.api.VerifyRequest;
import dev.countersign.server.credentials.PasswordAnswers;
import dev.countersign.server.credentials.Weakness;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.request.RequestTenant;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.platform.web.Refuses;
import dev.countersign.server.signin.SignedIn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Registration and the proof of an address over HTTP. */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
@Refuses(ErrorCode.RATE_LIMITED)
class RegistrationController {
  // Wide enough for the policy to say what is too long; narrower than what would take time to read.
  private static final int SECRET_MAX = 4096;
  private static final int CODE_MAX = 16;
  private static final int ID_MAX = 64;
  private static final String LETTER_COMES =
      "We have sent a message to the address. Follow its link, or send its code with the"
          + " registration_id to /v1/auth/verify.";

  private final Registration registration;
  private final AddressProof proof;
  private final PendingRegistrations pending;

  RegistrationController(
      Registration registration, AddressProof proof, PendingRegistrations pending) {
    this.registration = registration;
    this.proof = proof;
    this.pending = pending;
  }

  @Operation(
      summary = "Open an account",
      description =
          "Where addresses have to be proved the answer is 202, the same whether or not the address"
              + " is known, and a message says how to go on.")
  @ApiResponse(
      responseCode = "201",
      description = "The account is open",
      content = @Content(schema = @Schema(implementation = TokenAnswer.class)))
  @ApiResponse(
      responseCode = "202",
      description = "A message is on its way to the address",
      content = @Content(schema = @Schema(implementation = RegistrationAnswer.class)))
  @PostMapping("/v1/auth/register")
  @Refuses({
    ErrorCode.FORBIDDEN,
    ErrorCode.ALREADY_REGISTERED,
    ErrorCode.INVALID_CODE,
    ErrorCode.WEAK_PASSWORD,
    ErrorCode.RATE_LIMITED
  })
  ResponseEntity<?> register(@RequestBody RegisterRequest request) {
    return switch (registration.register(applicant(request))) {
      case Registration.Outcome.Done(SignedIn signedIn) ->
          ResponseEntity.status(HttpStatus.CREATED).body(signedIn.answer());
      case Registration.Outcome.ToBeProved(RegistrationId id) ->
          ResponseEntity.accepted().body(new RegistrationAnswer(id.text(), LETTER_COMES));
      case Registration.Outcome.Opened _ ->
          throw new IllegalStateException("whoever registers here is let in");
      case Registration.Outcome.Closed _ ->
          throw new ProblemException(
              ErrorCode.FORBIDDEN, "Registration is closed here. Ask an administrator.");
      case Registration.Outcome.ByInvitation _ ->
          throw new ProblemException(
              ErrorCode.FORBIDDEN,
              "Registration is by invitation here. Ask an administrator for one.");
      case Registration.Outcome.NotInvited _ ->
          throw new ProblemException(
              ErrorCode.INVALID_CODE,
              "There is no such invitation for this address, or not any more. Ask an administrator"
                  + " for a new one.");
      case Registration.Outcome.Weak(List<Weakness> weaknesses) ->
          throw PasswordAnswers.weak("password", weaknesses);
      case Registration.Outcome.Taken _ -> throw taken();
      case Registration.Outcome.Busy _ -> throw PasswordAnswers.busy();
    };
  }

  @Operation(
      summary = "Prove an address, and be let in",
      description =
          "By the token of the link with the password chosen at registration, or by the code.")
  @PostMapping("/v1/auth/verify")
  @Refuses({ErrorCode.INVALID_CODE, ErrorCode.ALREADY_REGISTERED, ErrorCode.RATE_LIMITED})
  TokenAnswer verify(@RequestBody VerifyRequest request) {
    return switch (prove(request)) {
      case AddressProof.Outcome.Proved<SignedIn>(SignedIn signedIn) -> signedIn.answer();
      case AddressProof.Outcome.Invalid<SignedIn> _ ->
          throw new ProblemException(ErrorCode.INVALID_CODE, ErrorCode.INVALID_CODE.hint());
      case AddressProof.Outcome.Taken<SignedIn> _ -> throw taken();
    };
  }

  @Operation(
      summary = "Send the message to an address once more",
      description = "The earlier link and code stop working. The answer is always the same.")
  @PostMapping("/v1/auth/verify/resend")
  @ResponseStatus(HttpStatus.ACCEPTED)
  RegistrationAnswer resend(@RequestBody ResendRequest request) {
    Fields fields = new Fields();
    Optional<RegistrationId> id = registrationId(fields, request.registrationId());
    fields.verify();
    pending.sendAgain(RequestTenant.current(), id.orElseThrow());
    return new RegistrationAnswer(id.orElseThrow().text(), LETTER_COMES);
  }

  private static Applicant applicant(RegisterRequest request) {
    Fields fields = new Fields();
    String email = fields.email("email", request.email());
    String username = fields.optionalUsername("username", request.username()).orElse(null);
    Secret password = fields.secret("password", request.password(), SECRET_MAX);
    Secret invitation =
        request.invitation() == null
            ? null
            : fields.secret("invitation", request.invitation(), SECRET_MAX);
    fields.verify();
    return new Applicant(RequestTenant.current(), email, username, password, invitation);
  }

  private AddressProof.Outcome<SignedIn> prove(VerifyRequest request) {
    Fields fields = new Fields();
    if (request.token() != null) {
      Secret token = fields.secret("token", request.token(), SECRET_MAX);
      Secret password = fields.secret("password", request.password(), SECRET_MAX);
      fields.verify();
      boolean chosen =
          proof
              .isChosenPassword(RequestTenant.current(), token, password)
              .orElseThrow(PasswordAnswers::busy);
      return chosen
          ? proof.enterByToken(RequestTenant.current(), token)
          : new AddressProof.Outcome.Invalid<>();
    }
    Optional<RegistrationId> id = registrationId(fields, request.registrationId());
    Secret code = fields.secret("code", request.code(), CODE_MAX);
    fields.verify();
    return proof.enterByCode(RequestTenant.current(), id.orElseThrow(), code);
  }

  private static Optional<RegistrationId> registrationId(Fields fields, @Nullable String text) {
    return fields.parsed(
        "registration_id",
        text,
        ID_MAX,
        RegistrationId::parse,
        "Send the registration_id that the registration was answered with.");
  }

  private static ProblemException taken() {
    return new ProblemException(ErrorCode.ALREADY_REGISTERED, ErrorCode.ALREADY_REGISTERED.hint());
  }
}
