package dev.countersign.server.factors;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.countersign.api.LoginRequest;
import dev.countersign.api.MfaAnswer;
import dev.countersign.api.MfaChallenge;
import dev.countersign.api.MfaInitiateRequest;
import dev.countersign.api.MfaVerifyRequest;
import dev.countersign.api.PasswordChangeRequest;
import dev.countersign.api.RefreshRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.MovableClock;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestClock;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

/** Signing in with a second factor, as a client meets it. */
@ServerTest
@Import(MovableClock.class)
class FactorSignInTests {
  private final ApiClient api;
  private final TestClock clock;

  FactorSignInTests(@LocalServerPort int port, TestClock clock) {
    this.api = ApiClient.of(port);
    this.clock = clock;
  }

  @Test
  void asksForAFactorAfterTheRightPasswordAndLetsInByIt() {
    Enrolled ann = Enrolled.create(api, clock);
    JsonNode problem = ann.login(null).expect(403).json();
    assertThat(problem.path("code").asString()).isEqualTo("mfa_required");
    assertThat(problem.path("factors").values())
        .extracting(factor -> factor.path("type").asString())
        .containsExactly("totp", "recovery_code");
    assertThat(problem.path("context").path("expires_in").asString()).isEqualTo("900");

    MfaChallenge challenge = ann.challenge(problem.path("context").path("mfa_token").asString());
    assertThat(challenge.method().methodId()).isEqualTo(ann.methodId());
    assertThat(challenge.triesLeft()).isEqualTo(3);
    Answer answer = ann.verify(challenge, ann.nextCode()).expect(200);
    TokenAnswer in = answer.as(TokenAnswer.class);
    api.withToken(in.accessToken()).get("/v1/me").expect(200);
    assertThat(in.user().id()).isEqualTo(ann.userId());
    assertThat(answer.as(MfaAnswer.class).deviceToken()).isNull();
  }

  @Test
  void tellsWhoAsksWithoutTheRightPasswordNothing() {
    Enrolled ann = Enrolled.create(api, clock);
    String nobody = People.newEmail();
    for (String email : List.of(ann.email(), nobody)) {
      assertThat(api.post("/v1/auth/login", LoginRequest.byEmail(email, "wrong")).code())
          .isEqualTo("invalid_credentials");
      JsonNode answer =
          api.post(
                  "/v1/auth/mfa/initiate", new MfaInitiateRequest(null, email, null, "wrong", null))
              .expect(401)
              .json();
      assertThat(answer.path("code").asString()).isEqualTo("invalid_credentials");
      assertThat(answer.has("factors")).isFalse();
    }
  }

  @Test
  void beginsByNameAndPasswordAtOnce() {
    Enrolled ann = Enrolled.create(api, clock);
    MfaChallenge challenge =
        api.post(
                "/v1/auth/mfa/initiate",
                new MfaInitiateRequest(null, ann.email(), null, People.PASSWORD, null))
            .expect(200)
            .as(MfaChallenge.class);
    ann.verify(challenge, ann.nextCode()).expect(200);
    TokenAnswer plain = People.register(api);
    assertThat(
            api.post(
                    "/v1/auth/mfa/initiate",
                    new MfaInitiateRequest(null, plain.user().email(), null, People.PASSWORD, null))
                .expect(409)
                .code())
        .isEqualTo("mfa_not_set_up");
  }

  @Test
  void takesARecoveryCodeOnceInAnySpelling() {
    Enrolled ann = Enrolled.create(api, clock);
    assertThat(ann.recoveryCodes())
        .hasSize(10)
        .allMatch(code -> code.matches("[0-9A-Z]{4}-[0-9A-Z]{4}"));
    String code = ann.recoveryCodes().getFirst();
    String token = ann.mfaToken();
    String set = recoverySet(ann);
    ann.verify(ann.challenge(token, set), code.replace("-", "").toLowerCase(Locale.ROOT))
        .expect(200);
    assertThat(ann.verify(ann.challenge(ann.mfaToken(), set), code).expect(422).code())
        .isEqualTo("invalid_code");
    assertThat(ann.api().get("/v1/mfa").expect(200).json().path("recovery_codes_left").asInt())
        .isEqualTo(9);
  }

  @Test
  void refusesACodeThatWasUsedBefore() {
    Enrolled ann = Enrolled.create(api, clock);
    String code = ann.nextCode();
    ann.verify(ann.challenge(ann.mfaToken()), code).expect(200);
    assertThat(ann.verify(ann.challenge(ann.mfaToken()), code).expect(422).code())
        .isEqualTo("invalid_code");
  }

  @Test
  void refusesAllButOneOfManyRequestsWithOneCode() {
    Enrolled ann = Enrolled.create(api, clock);
    List<MfaChallenge> challenges =
        IntStream.range(0, 8).mapToObj(_ -> ann.challenge(ann.mfaToken())).toList();
    String code = ann.nextCode();
    List<Integer> statuses =
        challenges.parallelStream().map(challenge -> ann.verify(challenge, code).status()).toList();
    assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 422);
  }

  @Test
  void endsAChallengeAfterThreeWrongCodesAndAfterItsTime() {
    Enrolled ann = Enrolled.create(api, clock);
    MfaChallenge challenge = ann.challenge(ann.mfaToken());
    for (int left = 2; left >= 0; left--) {
      Answer answer = ann.verify(challenge, "000000x").expect(422);
      assertThat(answer.json().path("context").path("tries_left").asInt()).isEqualTo(left);
    }
    assertThat(ann.verify(challenge, ann.nextCode()).expect(422).json().has("context")).isFalse();

    MfaChallenge late = ann.challenge(ann.mfaToken());
    clock.advance(Duration.ofMinutes(6));
    ann.verify(late, ann.nextCode()).expect(422);
  }

  @Test
  void letsAChallengeBeUsedOnceAndOnlyTheLast() {
    Enrolled ann = Enrolled.create(api, clock);
    String token = ann.mfaToken();
    MfaChallenge first = ann.challenge(token);
    MfaChallenge second = ann.challenge(token);
    ann.verify(first, ann.nextCode()).expect(422);
    ann.verify(second, ann.nextCode()).expect(200);
    ann.verify(second, ann.nextCode()).expect(422);
    ann.initiate(token, null).expect(422);
  }

  @Test
  void forgetsWhoWaitedWhenThePasswordChanges() {
    Enrolled ann = Enrolled.create(api, clock);
    String token = ann.mfaToken();
    MfaChallenge challenge = ann.challenge(token);
    ann.api()
        .post(
            "/v1/auth/password/change",
            new PasswordChangeRequest(People.PASSWORD, null, "another teapot over Brno"))
        .expect(204);
    ann.verify(challenge, ann.nextCode()).expect(422);
    ann.initiate(token, null).expect(422);
  }

  @Test
  void tellsInTokensHowSomebodyWasAuthenticated() throws ParseException {
    TokenAnswer plain = People.register(api);
    JWTClaimsSet password = claims(plain.accessToken());
    assertThat(password.getClaim("acr")).isEqualTo("urn:countersign:acr:password");
    assertThat(password.getStringListClaim("amr")).containsExactly("pwd");

    Enrolled ann = Enrolled.create(api, clock);
    TokenAnswer in = ann.signIn();
    JWTClaimsSet factor = claims(in.accessToken());
    assertThat(factor.getClaim("acr")).isEqualTo("urn:countersign:acr:mfa");
    assertThat(factor.getStringListClaim("amr")).containsExactly("pwd", "otp", "mfa");
    assertThat(factor.getLongClaim("auth_time"))
        .isEqualTo(factor.getIssueTime().toInstant().getEpochSecond());

    clock.advance(Duration.ofMinutes(20));
    TokenAnswer renewed =
        api.post("/v1/auth/refresh", new RefreshRequest(in.refreshToken()))
            .expect(200)
            .as(TokenAnswer.class);
    assertThat(claims(renewed.accessToken()).getClaim("auth_time"))
        .isEqualTo(factor.getClaim("auth_time"));
    assertThat(claims(renewed.accessToken()).getClaim("acr")).isEqualTo(factor.getClaim("acr"));
  }

  @Test
  void tellsOfAFactorProvedInASessionAtOnceByATokenOfItsOwn() throws ParseException {
    Enrolled ann = Enrolled.create(api, clock);
    TokenAnswer in = ann.signIn();
    clock.advance(Duration.ofMinutes(5));
    JWTClaimsSet before = claims(in.accessToken());
    MfaAnswer proved = ann.stepUp(api.withToken(in.accessToken()));
    JWTClaimsSet after = claims(Objects.requireNonNull(proved.accessToken()));
    assertThat(proved.refreshToken()).isNull();
    assertThat(proved.expiresIn()).isEqualTo(900);
    assertThat(after.getClaim("sid")).isEqualTo(before.getClaim("sid"));
    assertThat(after.getClaim("acr")).isEqualTo("urn:countersign:acr:mfa");
    assertThat(after.getLongClaim("auth_time"))
        .isEqualTo(after.getIssueTime().toInstant().getEpochSecond())
        .isGreaterThan(before.getLongClaim("auth_time"));
    ApiClient theirs = api.withToken(proved.accessToken());
    theirs.get("/v1/me").expect(200);
    theirs.post("/v1/auth/logout").expect(204);
    theirs.get("/v1/me").expect(401);
  }

  @Test
  void asksATrustedDeviceForNoFactorUntilItsTimeIsOver() {
    Enrolled ann = Enrolled.create(api, clock);
    MfaChallenge challenge = ann.challenge(ann.mfaToken());
    MfaAnswer in =
        api.post(
                "/v1/auth/mfa/verify",
                new MfaVerifyRequest(challenge.challengeId(), ann.nextCode(), true))
            .expect(200)
            .as(MfaAnswer.class);
    assertThat(in.deviceExpiresIn()).isEqualTo(Duration.ofDays(30).toSeconds());
    ann.login(in.deviceToken()).expect(200);
    ann.login(in.deviceToken() + "x").expect(403);
    Enrolled bob = Enrolled.create(api, clock);
    bob.login(in.deviceToken()).expect(403);
    clock.advance(Duration.ofDays(30));
    ann.login(in.deviceToken()).expect(403);
  }

  @Test
  void trustsADeviceNoLongerThanItsOwnerDoes() {
    Enrolled ann = Enrolled.create(api, clock);
    String device = trusted(ann);
    JsonNode devices = ann.api().get("/v1/mfa/devices").expect(200).json().path("devices");
    assertThat(devices.size()).isEqualTo(1);
    ann.api().delete("/v1/mfa/devices/" + devices.get(0).path("id").asString()).expect(204);
    ann.login(device).expect(403);
    String another = trusted(ann);
    ann.api()
        .post(
            "/v1/auth/password/change",
            new PasswordChangeRequest(People.PASSWORD, null, People.PASSWORD + " again"))
        .expect(204);
    assertThat(
            api.post(
                    "/v1/auth/login",
                    new LoginRequest(ann.email(), null, People.PASSWORD + " again", another))
                .code())
        .isEqualTo("mfa_required");
  }

  private String trusted(Enrolled ann) {
    MfaChallenge challenge = ann.challenge(ann.mfaToken());
    return api.post(
            "/v1/auth/mfa/verify",
            new MfaVerifyRequest(challenge.challengeId(), ann.nextCode(), true))
        .expect(200)
        .json()
        .path("device_token")
        .asString();
  }

  private static String recoverySet(Enrolled ann) {
    return ann.api().get("/v1/mfa").expect(200).json().path("methods").values().stream()
        .filter(method -> method.path("type").asString().equals("recovery_code"))
        .findFirst()
        .orElseThrow()
        .path("method_id")
        .asString();
  }

  private static JWTClaimsSet claims(String token) throws ParseException {
    return SignedJWT.parse(token).getJWTClaimsSet();
  }
}
