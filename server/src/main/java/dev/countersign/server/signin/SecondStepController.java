package dev.countersign.server.signin;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.MfaAnswer;
import dev.countersign.api.MfaChallenge;
import dev.countersign.api.MfaInitiateRequest;
import dev.countersign.api.MfaVerifyRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Credential;
import dev.countersign.server.clients.Client;
import dev.countersign.server.clients.ClientAuthentication;
import dev.countersign.server.factors.Challenges;
import dev.countersign.server.factors.FactorAnswers;
import dev.countersign.server.factors.FactorId;
import dev.countersign.server.factors.FactorProof;
import dev.countersign.server.factors.FactorType;
import dev.countersign.server.factors.FreshFactor;
import dev.countersign.server.factors.Passkeys;
import dev.countersign.server.factors.TrustedDevices;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.request.RequestTenant;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.platform.web.Refuses;
import dev.countersign.server.tokens.TokenAlgorithm;
import dev.countersign.server.tokens.Tokens;
import dev.countersign.server.webauthn.Fault;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Proving a second factor over HTTP: to be let in, or in a session for what takes a fresh proof.
 */
@RestController
@RequestMapping(path = "/v1/auth/mfa", produces = MediaType.APPLICATION_JSON_VALUE)
class SecondStepController {
  private static final int SECRET_MAX = 4096;
  private static final int HANDLE_MAX = 128;
  private static final int ID_MAX = 64;

  private final SignIn signIn;
  private final SecondStep secondStep;
  private final Passkeys passkeys;
  private final ClientAuthentication clients;

  SecondStepController(
      SignIn signIn, SecondStep secondStep, Passkeys passkeys, ClientAuthentication clients) {
    this.signIn = signIn;
    this.secondStep = secondStep;
    this.passkeys = passkeys;
    this.clients = clients;
  }

  @Operation(
      summary = "Ask to be asked for a second factor",
      description =
          "By the mfa_token of a sign-in, or by name and password at once, in which case a wrong"
              + " one is refused as at sign-in. Somebody signed in sends neither, and is asked for"
              + " a fresh proof. A new challenge ends the one before it, and buys no tries.")
  @PostMapping("/initiate")
  @Refuses({
    ErrorCode.UNAUTHENTICATED,
    ErrorCode.SESSION_REQUIRED,
    ErrorCode.INVALID_CREDENTIALS,
    ErrorCode.INVALID_CODE,
    ErrorCode.PASSWORD_CHANGE_REQUIRED,
    ErrorCode.PASSWORD_RESET_REQUIRED,
    ErrorCode.MFA_ENROLMENT_REQUIRED,
    ErrorCode.MFA_NOT_SET_UP,
    ErrorCode.MESSAGE_NOT_SENT,
    ErrorCode.RATE_LIMITED
  })
  MfaChallenge initiate(
      @AuthenticationPrincipal @Nullable Caller caller, @RequestBody MfaInitiateRequest request) {
    Fields fields = new Fields();
    FactorId chosen =
        request.methodId() == null
            ? null
            : fields
                .parsed(
                    "method_id",
                    request.methodId(),
                    ID_MAX,
                    FactorId::parse,
                    "Give the id of a factor, mfa_….")
                .orElse(null);
    if (request.mfaToken() != null) {
      Secret token = fields.secret("mfa_token", request.mfaToken(), HANDLE_MAX);
      fields.verify();
      return challenge(secondStep.begin(RequestTenant.current(), token, chosen), token);
    }
    if (request.password() != null) {
      Secret token = byPassword(fields, request);
      return challenge(secondStep.begin(RequestTenant.current(), token, chosen), token);
    }
    fields.verify();
    return challenge(secondStep.beginStepUp(inSession(caller), chosen), null);
  }

  @Operation(
      summary = "Prove a second factor",
      description =
          "A passkey is proved by credential, everything else by code. A challenge is good for one right"
              + " answer and three wrong ones. After 20 wrong codes in 24"
              + " hours, of whatever factor and challenge, none of that person's is judged.")
  @PostMapping("/verify")
  @Refuses({
    ErrorCode.UNAUTHENTICATED,
    ErrorCode.SESSION_REQUIRED,
    ErrorCode.INVALID_CLIENT,
    ErrorCode.PASSKEY_REFUSED,
    ErrorCode.INVALID_CODE,
    ErrorCode.RATE_LIMITED
  })
  MfaAnswer verify(
      @AuthenticationPrincipal @Nullable Caller caller,
      @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false)
          @Nullable String authorization,
      @RequestBody MfaVerifyRequest request) {
    Fields fields = new Fields();
    Secret challenge = fields.secret("challenge_id", request.challengeId(), HANDLE_MAX);
    Secret code =
        request.credential() == null
            ? fields.secret("code", request.code(), HANDLE_MAX)
            : passkeys.response(request.credential());
    fields.verify();
    SecondStep.Outcome outcome =
        caller != null
            ? secondStep.verifyStepUp(inSession(caller), challenge, code)
            : secondStep.verify(
                RequestTenant.current(),
                challenge,
                code,
                Boolean.TRUE.equals(request.trustDevice()),
                algorithm(authorization));
    return switch (outcome) {
      case SecondStep.Outcome.LetIn(SignedIn signedIn, FactorProof proof, var device) ->
          letIn(signedIn, proof, device);
      case SecondStep.Outcome.SteppedUp(FactorProof proof) ->
          steppedUp(proof, secondStep.tokenOf(inSession(caller)));
      case SecondStep.Outcome.Wrong(int _, Fault fault) when fault != null ->
          throw FactorAnswers.passkeyRefused(fault);
      case SecondStep.Outcome.Wrong(int left, var _) ->
          throw new ProblemException(
              ErrorCode.INVALID_CODE,
              left > 0
                  ? "The code is wrong. Check it and send the next one."
                  : "The code is wrong, and the challenge is used up. Begin again.",
              List.of(),
              Map.of("tries_left", Integer.toString(left)));
      case SecondStep.Outcome.Gone _ -> throw FactorAnswers.refused(ErrorCode.INVALID_CODE);
      case SecondStep.Outcome.Delayed(Duration delay) -> throw FactorAnswers.delayed(delay);
    };
  }

  private Secret byPassword(Fields fields, MfaInitiateRequest request) {
    Identifier identifier = AuthController.identifier(fields, request.email(), request.username());
    Secret password = fields.secret("password", request.password(), SECRET_MAX);
    fields.verify();
    SignIn.Outcome outcome = signIn.signInUpToFactor(RequestTenant.current(), identifier, password);
    if (outcome instanceof SignIn.Outcome.FactorDue(Secret token, var _)) {
      return token;
    }
    throw SignInRefusals.of(outcome);
  }

  private MfaChallenge challenge(SecondStep.Begun begun, @Nullable Secret token) {
    return switch (begun) {
      case SecondStep.Begun.Issued(Secret handle, var factor, Duration life, var choices) ->
          new MfaChallenge(
              handle.reveal(),
              FactorAnswers.view(factor),
              life.toSeconds(),
              Challenges.TRIES_MAX,
              choices.stream().map(FactorAnswers::view).toList(),
              factor.type() == FactorType.PASSKEY
                  ? passkeys.use(RequestTenant.current(), factor, handle, life)
                  : null,
              token == null ? null : token.reveal());
      case SecondStep.Begun.Unknown _ -> throw FactorAnswers.refused(ErrorCode.INVALID_CODE);
      case SecondStep.Begun.NoFactor _ -> throw FactorAnswers.refused(ErrorCode.MFA_NOT_SET_UP);
      case SecondStep.Begun.NotSent _ -> throw FactorAnswers.refused(ErrorCode.MESSAGE_NOT_SENT);
      case SecondStep.Begun.Delayed(Duration delay) -> throw FactorAnswers.delayed(delay);
    };
  }

  private static MfaAnswer letIn(
      SignedIn signedIn, FactorProof proof, TrustedDevices.@Nullable Trusted device) {
    TokenAnswer tokens = signedIn.answer();
    return new MfaAnswer(
        tokens.accessToken(),
        tokens.refreshToken(),
        tokens.tokenType(),
        tokens.expiresIn(),
        tokens.user(),
        device == null ? null : device.token().reveal(),
        device == null ? null : device.life().toSeconds(),
        FreshFactor.ACR,
        proof.at());
  }

  private static MfaAnswer steppedUp(FactorProof proof, Optional<Tokens.IssuedAccessToken> token) {
    return new MfaAnswer(
        token.map(issued -> issued.access().reveal()).orElse(null),
        null,
        token.isPresent() ? "Bearer" : null,
        token.map(issued -> issued.expiresIn().toSeconds()).orElse(null),
        null,
        null,
        null,
        FreshFactor.ACR,
        proof.at());
  }

  private static Caller inSession(@Nullable Caller caller) {
    if (caller == null) {
      throw FactorAnswers.refused(ErrorCode.UNAUTHENTICATED);
    }
    if (!(caller.credential() instanceof Credential.Session)) {
      throw FactorAnswers.refused(ErrorCode.SESSION_REQUIRED);
    }
    return caller;
  }

  private @Nullable TokenAlgorithm algorithm(@Nullable String authorization) {
    return clients
        .findAmongOthers(authorization)
        .filter(client -> client.tenant().equals(RequestTenant.current()))
        .map(Client::algorithm)
        .orElse(null);
  }
}
