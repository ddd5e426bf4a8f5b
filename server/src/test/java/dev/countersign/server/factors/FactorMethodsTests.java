package dev.countersign.server.factors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.FactorChange;
import dev.countersign.api.FactorCodeRequest;
import dev.countersign.api.FactorResetRequest;
import dev.countersign.api.FactorSetup;
import dev.countersign.api.FactorSetupRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.platform.config.ServiceSettings;
import dev.countersign.server.platform.store.DatabaseSettings;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.MovableClock;
import dev.countersign.server.testing.Outbox;
import dev.countersign.server.testing.PasswordProfiles;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.server.testing.TestData;
import dev.countersign.testsupport.TestClock;
import dev.countersign.testsupport.TestDatabase;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Setting factors up, having them and losing them, as a client meets it. */
@ServerTest
@Import(MovableClock.class)
class FactorMethodsTests {
  private final ApiClient api;
  private final TestClock clock;
  private final TestDatabase database;
  private final Outbox outbox;
  private final OperatorsReset reset;

  FactorMethodsTests(
      @LocalServerPort int port,
      TestClock clock,
      TestDatabase database,
      TestData data,
      ServiceSettings settings,
      DatabaseSettings databaseSettings) {
    this.api = ApiClient.of(port);
    this.clock = clock;
    this.database = database;
    this.outbox = Outbox.of(data);
    this.reset = new OperatorsReset(settings, databaseSettings, clock);
  }

  @Test
  void setsAnAppUpWithAllThatOneNeeds() {
    TokenAnswer person = People.register(api);
    ApiClient theirs = api.withToken(person.accessToken());
    FactorSetup setup =
        theirs.post("/v1/mfa/methods", Enrolled.totp()).expect(201).as(FactorSetup.class);
    assertThat(setup.methodId()).startsWith("mfa_");
    // 160 bits.
    assertThat(setup.secret()).matches("[A-Z2-7]{32}");
    assertThat(setup.provisioningUri())
        .startsWith("otpauth://totp/Countersign:")
        .contains("secret=" + setup.secret(), "digits=6", "period=30", "algorithm=SHA1");
    assertThat(setup.qrCode()).startsWith("data:image/png;base64,");
    assertThat(setup.qrCodeSvg()).startsWith("<svg ");
    assertThat(setup.recoveryCodes()).hasSize(10);
    // It proves nothing yet.
    JsonNode status = theirs.get("/v1/mfa").expect(200).json();
    assertThat(status.path("mfa_enabled").asBoolean()).isFalse();
    assertThat(status.path("require_mfa").asBoolean()).isFalse();
    assertThat(status.path("methods").get(0).path("is_verified").asBoolean()).isFalse();
    api.post("/v1/auth/login", Map.of("email", person.user().email(), "password", People.PASSWORD))
        .expect(200);
    assertThat(verify(theirs, setup, "000000").expect(422).code()).isEqualTo("invalid_code");
  }

  @ParameterizedTest
  @CsvSource({"8,15,SHA512", "7,60,SHA256", "6,30,SHA1"})
  void setsAppsOfEveryKindUp(int digits, int period, String algorithm) {
    ApiClient theirs = api.withToken(People.register(api).accessToken());
    FactorSetup setup =
        theirs
            .post(
                "/v1/mfa/methods",
                new FactorSetupRequest("totp", "Phone", digits, period, algorithm, null, null))
            .expect(201)
            .as(FactorSetup.class);
    Authenticator app = Authenticator.of(Objects.requireNonNull(setup.provisioningUri()));
    verify(theirs, setup, app.code(clock.instant())).expect(200);
    JsonNode status = theirs.get("/v1/mfa").expect(200).json();
    assertThat(status.path("mfa_enabled").asBoolean()).isTrue();
    assertThat(status.path("methods").get(0).path("is_primary").asBoolean()).isTrue();
    assertThat(status.path("methods").get(0).path("name").asString()).isEqualTo("Phone");
  }

  @ParameterizedTest
  @CsvSource({
    "5,30,SHA1,digits",
    "9,30,SHA1,digits",
    "6,14,SHA1,period",
    "6,61,SHA1,period",
    "6,30,MD5,algorithm"
  })
  void refusesParametersOfNoApp(int digits, int period, String algorithm, String field) {
    ApiClient theirs = api.withToken(People.register(api).accessToken());
    JsonNode problem =
        theirs
            .post(
                "/v1/mfa/methods",
                new FactorSetupRequest("totp", null, digits, period, algorithm, null, null))
            .expect(400)
            .json();
    assertThat(problem.path("errors").get(0).path("field").asString()).isEqualTo(field);
  }

  @Test
  void takesACodeByTextMessage() {
    TokenAnswer person = People.register(api);
    ApiClient theirs = api.withToken(person.accessToken());
    String number = "+4206012" + (10_000 + ThreadLocalRandom.current().nextInt(89_999));
    FactorSetup setup =
        theirs
            .post(
                "/v1/mfa/methods",
                new FactorSetupRequest("sms", null, null, null, null, number, null))
            .expect(201)
            .as(FactorSetup.class);
    assertThat(setup.destination()).isEqualTo("***" + number.substring(number.length() - 4));
    assertThat(setup.expiresIn()).isEqualTo(600);
    String text = outbox.awaitText(number, 1);
    assertThat(text).startsWith("Your Countersign verification code is: ");
    verify(theirs, setup, text.substring(text.length() - 6)).expect(200);

    String token = mfaToken(person);
    JsonNode challenge =
        api.post("/v1/auth/mfa/initiate", Map.of("mfa_token", token)).expect(200).json();
    assertThat(challenge.path("method").path("destination").asString()).startsWith("***");
    String code = outbox.awaitText(number, 2);
    api.post(
            "/v1/auth/mfa/verify",
            Map.of(
                "challenge_id",
                challenge.path("challenge_id").asString(),
                "code",
                code.substring(code.length() - 6)))
        .expect(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"12345", "+42060123456789012", "call me", "+42060123456x"})
  void refusesWhatIsNoNumber(String number) {
    ApiClient theirs = api.withToken(People.register(api).accessToken());
    theirs
        .post(
            "/v1/mfa/methods", new FactorSetupRequest("sms", null, null, null, null, number, null))
        .expect(400);
  }

  @Test
  void takesACodeByMailUnlessNistSaysThatItIsNoFactor() {
    TokenAnswer person = People.register(api);
    ApiClient theirs = api.withToken(person.accessToken());
    FactorSetupRequest mail = new FactorSetupRequest("email", null, null, null, null, null, null);
    assertThat(theirs.post("/v1/mfa/methods", mail).expect(422).code())
        .isEqualTo("mfa_method_unavailable");
    ApiClient administrator = Administrators.create(api, database);
    PasswordProfiles.during(
        administrator,
        "payymo",
        () -> {
          FactorSetup setup =
              theirs.post("/v1/mfa/methods", mail).expect(201).as(FactorSetup.class);
          assertThat(setup.destination()).matches("p\\*\\*\\*[0-9a-f]@example\\.com");
          assertThat(setup.expiresIn()).isEqualTo(900);
          String code = outbox.await(person.user().email(), "mfa_code", 1).code();
          verify(theirs, setup, code).expect(200);
          assertThat(login(person).expect(403).code()).isEqualTo("mfa_required");
        });
    // It is there, and counts no more.
    login(person).expect(200);
  }

  @Test
  void demandsAFreshProofWhereItMattersAndSaysHowToGoOn() {
    Enrolled ann = Enrolled.create(api, clock);
    clock.advance(Duration.ofMinutes(10));
    ApiClient theirs = ann.api();
    for (Answer answer :
        List.of(
            theirs.delete("/v1/mfa/methods/" + ann.methodId()),
            theirs.post("/v1/mfa/recovery-codes"),
            theirs.post("/v1/mfa/methods", Enrolled.totp()))) {
      assertThat(answer.expect(401).code()).isEqualTo("insufficient_user_authentication");
      assertThat(answer.header("WWW-Authenticate").orElseThrow())
          .startsWith("Bearer ")
          .contains(
              "error=\"insufficient_user_authentication\"",
              "max_age=\"600\"",
              "acr_values=\"urn:countersign:acr:mfa\"");
    }
    ann.stepUp(theirs);
    List<String> codes =
        theirs
            .post("/v1/mfa/recovery-codes")
            .expect(200)
            .json()
            .path("recovery_codes")
            .values()
            .stream()
            .map(JsonNode::asString)
            .toList();
    assertThat(codes).hasSize(10).doesNotContainAnyElementsOf(ann.recoveryCodes());
    theirs.delete("/v1/mfa/methods/" + ann.methodId()).expect(204);
    // With the last factor go the recovery codes.
    assertThat(theirs.get("/v1/mfa").expect(200).json().path("methods").size()).isZero();
    ann.login(null).expect(200);
    assertThat(outbox.await(ann.email(), "mfa_changed", 3)).isNotNull();
  }

  @Test
  void countsAProofInItsOwnSessionOnly() {
    Enrolled ann = Enrolled.create(api, clock);
    TokenAnswer other = ann.signIn();
    clock.advance(Duration.ofMinutes(12));
    ann.stepUp(ann.api());
    api.withToken(other.accessToken()).post("/v1/mfa/recovery-codes").expect(401);
    ann.api().post("/v1/mfa/recovery-codes").expect(200);
  }

  @Test
  void takesAChallengeInNoOtherSessionThanItsOwn() {
    Enrolled ann = Enrolled.create(api, clock);
    TokenAnswer other = ann.signIn();
    JsonNode challenge = ann.api().post("/v1/auth/mfa/initiate", Map.of()).expect(200).json();
    Map<String, String> answer =
        Map.of("challenge_id", challenge.path("challenge_id").asString(), "code", ann.nextCode());
    api.withToken(other.accessToken()).post("/v1/auth/mfa/verify", answer).expect(422);
    // Nor does it let anybody in.
    api.post("/v1/auth/mfa/verify", answer).expect(422);
    ann.api().post("/v1/auth/mfa/verify", answer).expect(200);
  }

  @Test
  void finishesNothingThatSomebodyElseBeganBeforeThereWasAFactor() {
    TokenAnswer owner = People.register(api);
    // Somebody who knows the password was in before.
    TokenAnswer stolen = login(owner).expect(200).as(TokenAnswer.class);
    ApiClient thief = api.withToken(stolen.accessToken());
    String number = "+420601999888";
    FactorSetup theirs =
        thief
            .post(
                "/v1/mfa/methods",
                new FactorSetupRequest("sms", null, null, null, null, number, null))
            .expect(201)
            .as(FactorSetup.class);
    String text = outbox.awaitText(number, 1);
    Enrolled.of(api, clock, owner);
    verify(thief, theirs, text.substring(text.length() - 6)).expect(422);
  }

  @Test
  void letsNobodyEnrolByAnOldTokenOnceThereIsAFactor() {
    TokenAnswer owner = People.register(api);
    Administrators.raise(database, owner);
    login(owner).expect(200);
    clock.advance(Duration.ofDays(8));
    String first = enrolmentToken(owner);
    String second = enrolmentToken(owner);
    enrol(first);
    api.post(
            "/v1/mfa/methods", new FactorSetupRequest("totp", null, null, null, null, null, second))
        .expect(401);
  }

  private String enrolmentToken(TokenAnswer person) {
    return login(person).expect(403).json().path("context").path("enrolment_token").asString();
  }

  private void enrol(String token) {
    FactorSetup setup =
        api.post(
                "/v1/mfa/methods",
                new FactorSetupRequest("totp", null, null, null, null, null, token))
            .expect(201)
            .as(FactorSetup.class);
    Authenticator app = Authenticator.of(Objects.requireNonNull(setup.provisioningUri()));
    api.post(
            "/v1/mfa/methods/" + setup.methodId() + "/verify",
            new FactorCodeRequest(app.code(clock.instant()), null, token))
        .expect(200);
  }

  @Test
  void namesAFactorAndPutsAnotherFirst() {
    Enrolled ann = Enrolled.create(api, clock);
    FactorSetup second =
        ann.api().post("/v1/mfa/methods", Enrolled.totp()).expect(201).as(FactorSetup.class);
    assertThat(second.recoveryCodes()).isNull();
    Authenticator app = Authenticator.of(Objects.requireNonNull(second.provisioningUri()));
    verify(ann.api(), second, app.code(clock.instant())).expect(200);
    patch(ann.api(), second.methodId(), new FactorChange("Tablet", true)).expect(200);
    JsonNode methods = ann.api().get("/v1/mfa").expect(200).json().path("methods");
    assertThat(methods.get(0).path("name").asString()).isEqualTo("Tablet");
    assertThat(methods.get(0).path("is_primary").asBoolean()).isTrue();
    // Nobody else's.
    ApiClient bob = api.withToken(People.register(api).accessToken());
    patch(bob, second.methodId(), new FactorChange("Mine", null)).expect(404);
    // The first takes over where the primary one goes.
    ann.api().delete("/v1/mfa/methods/" + second.methodId()).expect(204);
    assertThat(
            ann.api()
                .get("/v1/mfa")
                .expect(200)
                .json()
                .path("methods")
                .get(0)
                .path("is_primary")
                .asBoolean())
        .isTrue();
  }

  @Test
  void remindsAdministratorsForSevenDaysAndThenLetsThemEnrolOnly() {
    TokenAnswer person = People.register(api);
    makeAdministrator(person);
    JsonNode first = login(person).expect(200).json();
    assertThat(first.path("mfa_required_before").asString()).isNotEmpty();
    clock.advance(Duration.ofDays(7).plusSeconds(1));
    JsonNode problem = login(person).expect(403).json();
    assertThat(problem.path("code").asString()).isEqualTo("mfa_enrolment_required");
    String token = problem.path("context").path("enrolment_token").asString();
    enrol(token);
    // Once.
    api.post("/v1/mfa/methods", new FactorSetupRequest("totp", null, null, null, null, null, token))
        .expect(401);
    assertThat(login(person).expect(403).code()).isEqualTo("mfa_required");
  }

  @Test
  void letsATenantSayOfWhomAFactorIsDemanded() {
    ApiClient administrator = Administrators.create(api, database);
    assertThat(administrator.get("/v1/admin/mfa-policy").expect(200).json().toString())
        .isEqualTo("{\"required_roles\":[\"administrator\"],\"grace_days\":7,\"trust_days\":30}");
    TokenAnswer person = People.register(api);
    try {
      administrator
          .put("/v1/admin/mfa-policy", Map.of("required_roles", List.of("*"), "grace_days", 0))
          .expect(200);
      assertThat(login(person).expect(403).code()).isEqualTo("mfa_enrolment_required");
      administrator.put("/v1/admin/mfa-policy", Map.of("grace_days", 31)).expect(400);
    } finally {
      administrator.put("/v1/admin/mfa-policy", Map.of()).expect(200);
    }
    login(person).expect(200);
  }

  @Test
  void letsAnAdministratorWithAFreshProofResetSomebody() {
    Enrolled ann = Enrolled.create(api, clock);
    TokenAnswer person = People.register(api);
    makeAdministrator(person);
    TokenAnswer signedIn = login(person).expect(200).as(TokenAnswer.class);
    ApiClient administrator = api.withToken(signedIn.accessToken());
    String path = "/v1/admin/users/" + ann.userId() + "/mfa";
    FactorResetRequest reason = new FactorResetRequest("lost her telephone");
    assertThat(administrator.post(path + "/reset", reason).expect(401).code())
        .isEqualTo("insufficient_user_authentication");
    Enrolled.of(api, clock, signedIn);
    assertThat(administrator.get(path).expect(200).json().path("mfa_enabled").asBoolean()).isTrue();
    administrator.post(path + "/reset", reason).expect(204);
    ann.login(null).expect(200);
    assertThat(outbox.await(ann.email(), "mfa_changed", 2).subject())
        .isEqualTo("Your second factors were reset");
    // Not for people.
    ann.api().post(path + "/reset", reason).expect(403);
  }

  @Test
  void letsAnOperatorResetSomebodyFromTheMachine() {
    Enrolled ann = Enrolled.create(api, clock);
    assertThat(reset.of("usr_00000000000000000000000000")).contains("There is nobody");
    assertThat(reset.of("ann")).contains("There is nobody");
    assertThat(reset.of(ann.userId())).contains("are gone");
    ann.login(null).expect(200);
    ApiClient administrator = Administrators.create(api, database);
    assertThat(administrator.get("/v1/audit/events?target=" + ann.userId()).expect(200).text())
        .contains("auth.mfa.reset", "a fire");
    assertThat(outbox.await(ann.email(), FactorsReset.LETTER, 1).text())
        .contains("An operator of the service has taken away every second factor");
  }

  @Test
  void recordsWhatHappenedAndNoCode() {
    ApiClient administrator = Administrators.create(api, database);
    Enrolled ann = Enrolled.create(api, clock);
    ann.verify(ann.challenge(ann.mfaToken()), "000000").expect(422);
    ann.signIn();
    String events =
        administrator.get("/v1/audit/events?limit=100&target=" + ann.userId()).expect(200).text();
    assertThat(events)
        .contains(
            "auth.mfa.enrolment_begun",
            "auth.mfa.enabled",
            "auth.mfa.demanded",
            "auth.mfa.challenged",
            "auth.mfa.refused",
            "auth.mfa.proved")
        .doesNotContain(Objects.requireNonNull(ann.setup().secret()))
        .doesNotContain(ann.recoveryCodes().getFirst());
  }

  private Answer verify(ApiClient theirs, FactorSetup setup, String code) {
    return theirs.post(
        "/v1/mfa/methods/" + setup.methodId() + "/verify",
        new FactorCodeRequest(code, setup.challengeId(), null));
  }

  private static Answer patch(ApiClient client, String method, FactorChange change) {
    return client.send(
        "PATCH",
        "/v1/mfa/methods/" + method,
        BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(change)));
  }

  private Answer login(TokenAnswer person) {
    return api.post(
        "/v1/auth/login", Map.of("email", person.user().email(), "password", People.PASSWORD));
  }

  private String mfaToken(TokenAnswer person) {
    return login(person).expect(403).json().path("context").path("mfa_token").asString();
  }

  private void makeAdministrator(TokenAnswer person) {
    Administrators.raise(database, person);
  }
}
