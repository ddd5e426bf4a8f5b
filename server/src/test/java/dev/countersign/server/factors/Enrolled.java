package dev.countersign.server.factors;

import dev.countersign.api.FactorCodeRequest;
import dev.countersign.api.FactorSetup;
import dev.countersign.api.FactorSetupRequest;
import dev.countersign.api.LoginRequest;
import dev.countersign.api.MfaAnswer;
import dev.countersign.api.MfaChallenge;
import dev.countersign.api.MfaInitiateRequest;
import dev.countersign.api.MfaVerifyRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.People;
import dev.countersign.testsupport.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Somebody with an authenticator app, over HTTP. Time moves by what they do. */
public final class Enrolled {
  private final ApiClient api;
  private final TestClock clock;
  private final TokenAnswer person;
  private final FactorSetup setup;
  private final Authenticator app;

  private Enrolled(ApiClient api, TestClock clock, TokenAnswer person, FactorSetup setup) {
    this.api = api;
    this.clock = clock;
    this.person = person;
    this.setup = setup;
    this.app = Authenticator.of(Objects.requireNonNull(setup.provisioningUri()));
  }

  /** Somebody new. */
  public static Enrolled create(ApiClient api, TestClock clock) {
    return of(api, clock, People.register(api));
  }

  /** Somebody who is signed in. */
  public static Enrolled of(ApiClient api, TestClock clock, TokenAnswer person) {
    ApiClient theirs = api.withToken(person.accessToken());
    FactorSetup setup = theirs.post("/v1/mfa/methods", totp()).expect(201).as(FactorSetup.class);
    Enrolled enrolled = new Enrolled(api, clock, person, setup);
    theirs
        .post(
            "/v1/mfa/methods/" + setup.methodId() + "/verify",
            new FactorCodeRequest(enrolled.code(), null, null))
        .expect(200);
    return enrolled;
  }

  public static FactorSetupRequest totp() {
    return new FactorSetupRequest("totp", null, null, null, null, null, null);
  }

  /** What the app shows now. */
  public String code() {
    return app.code(clock.instant());
  }

  /** What the app shows after the next change, which the clock is moved to. */
  public String nextCode() {
    clock.advance(Duration.ofSeconds(app.period()));
    return code();
  }

  public String email() {
    return person.user().email();
  }

  public String userId() {
    return person.user().id();
  }

  public String methodId() {
    return setup.methodId();
  }

  public FactorSetup setup() {
    return setup;
  }

  public List<String> recoveryCodes() {
    return Objects.requireNonNull(setup.recoveryCodes());
  }

  /** With the token of the sign-in in which the factor was set up. */
  public ApiClient api() {
    return api.withToken(person.accessToken());
  }

  public TokenAnswer tokens() {
    return person;
  }

  /** The password is right; a factor is asked for. */
  public String mfaToken() {
    return login(null).expect(403).json().path("context").path("mfa_token").asString();
  }

  public Answer login(@Nullable String deviceToken) {
    return api.post(
        "/v1/auth/login", new LoginRequest(email(), null, People.PASSWORD, deviceToken));
  }

  public MfaChallenge challenge(String mfaToken) {
    return challenge(mfaToken, null);
  }

  public MfaChallenge challenge(String mfaToken, @Nullable String methodId) {
    return initiate(mfaToken, methodId).expect(200).as(MfaChallenge.class);
  }

  public Answer initiate(String mfaToken, @Nullable String methodId) {
    return api.post(
        "/v1/auth/mfa/initiate", new MfaInitiateRequest(mfaToken, null, null, null, methodId));
  }

  public Answer verify(MfaChallenge challenge, String code) {
    return api.post(
        "/v1/auth/mfa/verify", new MfaVerifyRequest(challenge.challengeId(), code, null));
  }

  /** Signs in from the password to the tokens. */
  public TokenAnswer signIn() {
    return verify(challenge(mfaToken()), nextCode()).expect(200).as(TokenAnswer.class);
  }

  /** Proves the app in a session. */
  public MfaAnswer stepUp(ApiClient session) {
    MfaChallenge challenge =
        session
            .post("/v1/auth/mfa/initiate", new MfaInitiateRequest(null, null, null, null, null))
            .expect(200)
            .as(MfaChallenge.class);
    return session
        .post(
            "/v1/auth/mfa/verify", new MfaVerifyRequest(challenge.challengeId(), nextCode(), null))
        .expect(200)
        .as(MfaAnswer.class);
  }
}
