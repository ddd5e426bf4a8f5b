package dev.countersign.server.signin;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.LoginRequest;
import dev.countersign.api.RefreshRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.access.Caller;
import dev.countersign.server.clients.Client;
import dev.countersign.server.clients.ClientAuthentication;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.request.RequestTenant;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.platform.web.Refuses;
import dev.countersign.server.tokens.TokenAlgorithm;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Sign-in, refresh and sign-out over HTTP. */
@RestController
class AuthController {
  // Wide enough for the policy to say what is too long; narrower than what would take time to read.
  private static final int SECRET_MAX = 4096;
  private static final int NAME_MAX = 254;
  private static final String CLIENTS =
      "A registered client that authenticates by HTTP Basic gets tokens signed in the way it was"
          + " registered with.";

  private final SignIn signIn;
  private final Refreshing refreshing;
  private final SignOut signOut;
  private final ClientAuthentication clients;

  AuthController(
      SignIn signIn, Refreshing refreshing, SignOut signOut, ClientAuthentication clients) {
    this.signIn = signIn;
    this.refreshing = refreshing;
    this.signOut = signOut;
    this.clients = clients;
  }

  @PostMapping(path = "/v1/auth/login", produces = MediaType.APPLICATION_JSON_VALUE)
  @Refuses({
    ErrorCode.INVALID_CREDENTIALS,
    ErrorCode.INVALID_CLIENT,
    ErrorCode.PASSWORD_CHANGE_REQUIRED,
    ErrorCode.PASSWORD_RESET_REQUIRED,
    ErrorCode.MFA_REQUIRED,
    ErrorCode.MFA_ENROLMENT_REQUIRED,
    ErrorCode.RATE_LIMITED
  })
  @Operation(description = CLIENTS)
  TokenAnswer login(
      @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false)
          @Nullable String authorization,
      @RequestBody LoginRequest request) {
    Fields fields = new Fields();
    Identifier identifier = identifier(fields, request.email(), request.username());
    Secret password = fields.secret("password", request.password(), SECRET_MAX);
    Secret device =
        request.deviceToken() == null
            ? null
            : fields.secret("device_token", request.deviceToken(), SECRET_MAX);
    fields.verify();
    SignIn.Outcome outcome =
        signIn.signInFor(
            algorithm(authorization), RequestTenant.current(), identifier, password, device);
    if (outcome instanceof SignIn.Outcome.Done(SignedIn signedIn)) {
      return signedIn.answer();
    }
    throw SignInRefusals.of(outcome);
  }

  @PostMapping(path = "/v1/auth/refresh", produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(description = CLIENTS)
  @Refuses({
    ErrorCode.INVALID_TOKEN,
    ErrorCode.DEVICE_VERIFICATION_FAILED,
    ErrorCode.INVALID_CLIENT,
    ErrorCode.RATE_LIMITED
  })
  TokenAnswer refresh(
      @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false)
          @Nullable String authorization,
      @RequestBody RefreshRequest request) {
    Fields fields = new Fields();
    fields.present("refresh_token", request.refreshToken());
    fields.verify();
    return switch (refreshing.refresh(
        Secret.of(request.refreshToken()), algorithm(authorization))) {
      case Refreshing.Outcome.Done(SignedIn signedIn) -> signedIn.answer();
      case Refreshing.Outcome.Refused _ ->
          throw new ProblemException(
              ErrorCode.INVALID_TOKEN,
              "The refresh token is malformed, expired, used before or of a session that has"
                  + " ended. Sign in again.");
      case Refreshing.Outcome.OtherDevice _ ->
          throw new ProblemException(
              ErrorCode.DEVICE_VERIFICATION_FAILED, ErrorCode.DEVICE_VERIFICATION_FAILED.hint());
    };
  }

  @PostMapping("/v1/auth/logout")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.RATE_LIMITED})
  void logout(@AuthenticationPrincipal Caller caller) {
    signOut.signOut(caller);
  }

  private @Nullable TokenAlgorithm algorithm(@Nullable String authorization) {
    return clients
        .findAmongOthers(authorization)
        .filter(client -> client.tenant().equals(RequestTenant.current()))
        .map(Client::algorithm)
        .orElse(null);
  }

  // What is no address is nobody's address: the answer is the same as for a wrong password.
  static Identifier identifier(Fields fields, @Nullable String email, @Nullable String username) {
    if ((email == null) == (username == null)) {
      fields.fault("email", "required", "Give either the email or the username.");
      return new Identifier.Email("");
    }
    return email != null
        ? new Identifier.Email(fields.text("email", email, NAME_MAX))
        : new Identifier.Username(fields.text("username", username, NAME_MAX));
  }
}
