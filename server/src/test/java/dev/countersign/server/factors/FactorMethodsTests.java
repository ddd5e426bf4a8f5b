package dev.countersign.server.factors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.FactorChange;
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
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Having factors, being told to have one, and losing them, as a client meets it. */
@ServerTest
@Import(MovableClock.class)
class FactorMethodsTests extends FactorCalls {
  private final OperatorsReset reset;

  FactorMethodsTests(
      @LocalServerPort int port,
      TestClock clock,
      TestDatabase database,
      TestData data,
      ServiceSettings settings,
      DatabaseSettings databaseSettings) {
    super(port, clock, database, data);
    this.reset = new OperatorsReset(settings, databaseSettings, clock);
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

  private static Answer patch(ApiClient client, String method, FactorChange change) {
    return client.send(
        "PATCH",
        "/v1/mfa/methods/" + method,
        BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(change)));
  }

  private void makeAdministrator(TokenAnswer person) {
    Administrators.raise(database, person);
  }
}
