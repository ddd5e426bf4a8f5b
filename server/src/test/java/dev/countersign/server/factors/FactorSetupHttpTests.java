package dev.countersign.server.factors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.FactorSetup;
import dev.countersign.api.FactorSetupRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.MovableClock;
import dev.countersign.server.testing.PasswordProfiles;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.server.testing.TestData;
import dev.countersign.testsupport.TestClock;
import dev.countersign.testsupport.TestDatabase;
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

/** Setting factors up, as a client meets it. */
@ServerTest
@Import(MovableClock.class)
class FactorSetupHttpTests extends FactorCalls {
  FactorSetupHttpTests(
      @LocalServerPort int port, TestClock clock, TestDatabase database, TestData data) {
    super(port, clock, database, data);
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
}
