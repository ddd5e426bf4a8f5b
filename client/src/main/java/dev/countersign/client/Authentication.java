package dev.countersign.client;

import dev.countersign.api.ForgotPasswordRequest;
import dev.countersign.api.LoginRequest;
import dev.countersign.api.MfaAnswer;
import dev.countersign.api.MfaChallenge;
import dev.countersign.api.MfaInitiateRequest;
import dev.countersign.api.MfaVerifyRequest;
import dev.countersign.api.PasswordChangeRequest;
import dev.countersign.api.PasswordCheckAnswer;
import dev.countersign.api.PasswordCheckRequest;
import dev.countersign.api.RegisterRequest;
import dev.countersign.api.RegistrationAnswer;
import dev.countersign.api.ResendRequest;
import dev.countersign.api.ResetPasswordRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.api.UserView;
import dev.countersign.api.VerifyRequest;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;

/**
 * Registering, signing in and out. The client keeps the tokens and calls with them from then on.
 */
public final class Authentication {
  private static final int ACCEPTED = 202;
  private static final Failure TO_BE_PROVED =
      new Failure(
          "address_to_be_proved",
          ACCEPTED,
          "",
          "A message went to the address, which has to be proved first. Call signUp and verify.",
          null,
          null,
          null);

  private final Transport transport;
  private final TokenHolder tokens;
  private final ClientConfig config;

  Authentication(Transport transport, TokenHolder tokens, ClientConfig config) {
    this.transport = transport;
    this.tokens = tokens;
    this.config = config;
  }

  /**
   * Registers a person and signs in as them, where the service lets people in at once.
   *
   * @throws ServiceException with the code {@code address_to_be_proved} where it does not; see
   *     {@link #signUp}
   */
  public TokenAnswer register(RegisterRequest request) {
    return Waiting.on(registerAsync(request));
  }

  /** Registers a person and signs in as them; see {@link #register}. */
  public CompletableFuture<TokenAnswer> registerAsync(RegisterRequest request) {
    return signUpAsync(request)
        .thenApply(outcome ->
            switch (outcome) {
              case RegistrationOutcome.SignedIn(TokenAnswer answer) -> answer;
              case RegistrationOutcome.ToBeProved _ -> throw new ServiceException(TO_BE_PROVED);
            });
  }

  /** Registers a person, and signs in as them unless they have to prove their address first. */
  public RegistrationOutcome signUp(RegisterRequest request) {
    return Waiting.on(signUpAsync(request));
  }

  /** Registers a person, and signs in as them unless they have to prove their address first. */
  public CompletableFuture<RegistrationOutcome> signUpAsync(RegisterRequest request) {
    return transport
        .send(Call.post("/v1/auth/register", request, JsonNode.class, config.timeout()).anonymous())
        .thenApply(reply ->
            reply.status() == ACCEPTED
                ? new RegistrationOutcome.ToBeProved(
                    Json.read(reply.value(), RegistrationAnswer.class))
                : new RegistrationOutcome.SignedIn(
                    held(Json.read(reply.value(), TokenAnswer.class))));
  }

  /** Proves an address by the link's token or by the code, and signs in. */
  public TokenAnswer verify(VerifyRequest request) {
    return Waiting.on(verifyAsync(request));
  }

  /** Proves an address by the link's token or by the code, and signs in. */
  public CompletableFuture<TokenAnswer> verifyAsync(VerifyRequest request) {
    return signedIn("/v1/auth/verify", request);
  }

  /** Asks for another message with a link and a code; the earlier ones stop working. */
  public void resend(ResendRequest request) {
    Waiting.on(resendAsync(request));
  }

  /** Asks for another message with a link and a code; the earlier ones stop working. */
  public CompletableFuture<Void> resendAsync(ResendRequest request) {
    return done("/v1/auth/verify/resend", request);
  }

  /** Asks for a link to a new password; whether the address is known shows in its mailbox alone. */
  public void forgotPassword(ForgotPasswordRequest request) {
    Waiting.on(forgotPasswordAsync(request));
  }

  /** Asks for a link to a new password; whether the address is known shows in its mailbox alone. */
  public CompletableFuture<Void> forgotPasswordAsync(ForgotPasswordRequest request) {
    return done("/v1/auth/password/forgot", request);
  }

  /** Sets a new password by the link's token; all sessions of the person end. */
  public void resetPassword(ResetPasswordRequest request) {
    Waiting.on(resetPasswordAsync(request));
  }

  /** Sets a new password by the link's token; all sessions of the person end. */
  public CompletableFuture<Void> resetPasswordAsync(ResetPasswordRequest request) {
    return done("/v1/auth/password/reset", request);
  }

  /**
   * Signs in.
   *
   * @throws PermissionDeniedException with the code {@code mfa_required} where a second factor is
   *     due; see {@link #initiateMfa}
   */
  public TokenAnswer login(LoginRequest request) {
    return Waiting.on(loginAsync(request));
  }

  /** Signs in. */
  public CompletableFuture<TokenAnswer> loginAsync(LoginRequest request) {
    return signedIn("/v1/auth/login", request);
  }

  /**
   * Asks for a second factor: by the {@code mfa_token} in the problem of a sign-in that was refused
   * with the code {@code mfa_required}, or by name and password; or, signed in, with none of them,
   * for what takes a fresh proof.
   */
  public MfaChallenge initiateMfa(MfaInitiateRequest request) {
    return Waiting.on(initiateMfaAsync(request));
  }

  /** Asks for a second factor; see {@link #initiateMfa}. */
  public CompletableFuture<MfaChallenge> initiateMfaAsync(MfaInitiateRequest request) {
    Call<MfaChallenge> call =
        Call.post("/v1/auth/mfa/initiate", request, MfaChallenge.class, config.timeout());
    boolean signingIn = request.mfaToken() != null || request.password() != null;
    return transport.send(signingIn ? call.anonymous() : call).thenApply(Reply::value);
  }

  /** Proves a second factor, and signs in by it. */
  public MfaAnswer verifyMfa(MfaVerifyRequest request) {
    return Waiting.on(verifyMfaAsync(request));
  }

  /** Proves a second factor, and signs in by it. */
  public CompletableFuture<MfaAnswer> verifyMfaAsync(MfaVerifyRequest request) {
    return transport
        .send(
            Call.post("/v1/auth/mfa/verify", request, MfaAnswer.class, config.timeout())
                .anonymous())
        .thenApply(reply -> {
          reply.value().tokens().ifPresent(this::held);
          return reply.value();
        });
  }

  /**
   * Proves a second factor of whoever is signed in, for what takes a fresh proof. From then on the
   * client calls with an access token that tells of it.
   */
  public MfaAnswer stepUp(MfaVerifyRequest request) {
    return Waiting.on(stepUpAsync(request));
  }

  /** Proves a second factor of whoever is signed in, for what takes a fresh proof. */
  public CompletableFuture<MfaAnswer> stepUpAsync(MfaVerifyRequest request) {
    return transport
        .send(Call.post("/v1/auth/mfa/verify", request, MfaAnswer.class, config.timeout()))
        .thenApply(reply -> {
          MfaAnswer answer = reply.value();
          if (answer.accessToken() != null && answer.expiresIn() != null) {
            tokens.replaceAccess(answer.accessToken(), answer.expiresIn());
          }
          return answer;
        });
  }

  /** Ends the session; its tokens are refused at once. */
  public void logout() {
    Waiting.on(logoutAsync());
  }

  /** Ends the session; its tokens are refused at once. */
  public CompletableFuture<Void> logoutAsync() {
    return transport
        .send(Call.post("/v1/auth/logout", null, Call.Nothing.class, config.timeout()))
        .thenAccept(reply -> tokens.forget());
  }

  /** Changes the password of whoever is signed in; every other session of theirs ends. */
  public void changePassword(PasswordChangeRequest request) {
    Waiting.on(changePasswordAsync(request));
  }

  /** Changes the password of whoever is signed in; every other session of theirs ends. */
  public CompletableFuture<Void> changePasswordAsync(PasswordChangeRequest request) {
    Call<Call.Nothing> call =
        Call.post("/v1/auth/password/change", request, Call.Nothing.class, config.timeout());
    // With the token of a refused sign-in nobody is signed in.
    return transport
        .send(request.changeToken() == null ? call : call.anonymous())
        .thenAccept(_ -> {});
  }

  /** How good a password is, and whether the service would take it. */
  public PasswordCheckAnswer checkPassword(PasswordCheckRequest request) {
    return Waiting.on(checkPasswordAsync(request));
  }

  /** How good a password is, and whether the service would take it. */
  public CompletableFuture<PasswordCheckAnswer> checkPasswordAsync(PasswordCheckRequest request) {
    return transport
        .send(
            Call.repeatablePost(
                    "/v1/auth/password/check", request, PasswordCheckAnswer.class, config.timeout())
                .anonymous())
        .thenApply(Reply::value);
  }

  /** Who is signed in. */
  public UserView me() {
    return Waiting.on(meAsync());
  }

  /** Who is signed in. */
  public CompletableFuture<UserView> meAsync() {
    return transport
        .send(Call.get("/v1/me", UserView.class, config.timeout()))
        .thenApply(Reply::value);
  }

  private CompletableFuture<TokenAnswer> signedIn(String path, Object request) {
    return transport
        .send(Call.post(path, request, TokenAnswer.class, config.timeout()).anonymous())
        .thenApply(reply -> held(reply.value()));
  }

  private TokenAnswer held(TokenAnswer answer) {
    tokens.hold(answer);
    return answer;
  }

  private CompletableFuture<Void> done(String path, Object request) {
    return transport
        .send(Call.post(path, request, Call.Nothing.class, config.timeout()).anonymous())
        .thenAccept(_ -> {});
  }
}
