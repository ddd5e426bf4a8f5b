package dev.countersign.client;

import dev.countersign.api.LoginRequest;
import dev.countersign.api.PasswordChangeRequest;
import dev.countersign.api.PasswordCheckAnswer;
import dev.countersign.api.PasswordCheckRequest;
import dev.countersign.api.RegisterRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.api.UserView;
import java.util.concurrent.CompletableFuture;

/**
 * Registering, signing in and out. The client keeps the tokens and calls with them from then on.
 */
public final class Authentication {
  private final Transport transport;
  private final TokenHolder tokens;
  private final ClientConfig config;

  Authentication(Transport transport, TokenHolder tokens, ClientConfig config) {
    this.transport = transport;
    this.tokens = tokens;
    this.config = config;
  }

  /** Registers a person and signs in as them. */
  public TokenAnswer register(RegisterRequest request) {
    return Waiting.on(registerAsync(request));
  }

  /** Registers a person and signs in as them. */
  public CompletableFuture<TokenAnswer> registerAsync(RegisterRequest request) {
    return signedIn("/v1/auth/register", request);
  }

  /** Signs in. */
  public TokenAnswer login(LoginRequest request) {
    return Waiting.on(loginAsync(request));
  }

  /** Signs in. */
  public CompletableFuture<TokenAnswer> loginAsync(LoginRequest request) {
    return signedIn("/v1/auth/login", request);
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
        .thenApply(reply -> {
          tokens.hold(reply.value());
          return reply.value();
        });
  }
}
