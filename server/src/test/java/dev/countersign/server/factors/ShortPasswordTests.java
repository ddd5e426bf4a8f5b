package dev.countersign.server.factors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.FactorResetRequest;
import dev.countersign.api.LoginRequest;
import dev.countersign.api.PasswordChangeRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.platform.config.ServiceSettings;
import dev.countersign.server.platform.store.DatabaseSettings;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.MovableClock;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestClock;
import dev.countersign.testsupport.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** Passwords that may be shorter beside a second factor: 8 characters in place of 15. */
@ServerTest
@Import(MovableClock.class)
class ShortPasswordTests {
  private static final String SHORT = "gannet-74 x";
  private static final String LONG = "gannet violet staple harbour 74";

  private final ApiClient api;
  private final TestClock clock;
  private final TestDatabase database;
  private final OperatorsReset reset;

  ShortPasswordTests(
      @LocalServerPort int port,
      TestClock clock,
      TestDatabase database,
      ServiceSettings settings,
      DatabaseSettings databaseSettings) {
    this.api = ApiClient.of(port);
    this.clock = clock;
    this.database = database;
    this.reset = new OperatorsReset(settings, databaseSettings, clock);
  }

  @Test
  void areRefusedWithoutAFactorAndTakenBesideOne() {
    ApiClient plain = api.withToken(People.register(api).accessToken());
    assertThat(change(plain, People.PASSWORD, SHORT).expect(422).text()).contains("15");
    Enrolled ann = Enrolled.create(api, clock);
    change(ann.api(), People.PASSWORD, SHORT).expect(204);
    assertThat(login(ann, SHORT).expect(403).code()).isEqualTo("mfa_required");
    assertThat(change(ann.api(), SHORT, "7 signs").expect(422).text()).contains("8");
  }

  @Test
  void letTheirOwnerInOnlyToChooseALongerOneOnceTheFactorIsGone() {
    Enrolled ann = Enrolled.create(api, clock);
    change(ann.api(), People.PASSWORD, SHORT).expect(204);
    ann.stepUp(ann.api());
    ann.api().delete("/v1/mfa/methods/" + ann.setup().methodId()).expect(204);
    mustChoose(ann);
  }

  @Test
  void haveToBeLongerOnceAnAdministratorHasTakenTheFactorAway() {
    Enrolled ann = Enrolled.create(api, clock);
    change(ann.api(), People.PASSWORD, SHORT).expect(204);
    TokenAnswer person = People.register(api);
    Administrators.raise(database, person);
    Enrolled administrator =
        Enrolled.of(
            api,
            clock,
            api.post(
                    "/v1/auth/login",
                    new LoginRequest(person.user().email(), null, People.PASSWORD, null))
                .expect(200)
                .as(TokenAnswer.class));
    administrator
        .api()
        .post(
            "/v1/admin/users/" + ann.userId() + "/mfa/reset",
            new FactorResetRequest("lost her telephone"))
        .expect(204);
    assertThat(demandsOf(administrator.api(), ann)).contains("factor_lost");
    mustChoose(ann);
  }

  @Test
  void haveToBeLongerOnceAnOperatorHasTakenTheFactorAway() {
    Enrolled ann = Enrolled.create(api, clock);
    change(ann.api(), People.PASSWORD, SHORT).expect(204);
    assertThat(reset.of(ann.userId())).contains("are gone");
    assertThat(demandsOf(Administrators.create(api, database), ann)).contains("factor_lost");
    mustChoose(ann);
  }

  private static String demandsOf(ApiClient administrator, Enrolled somebody) {
    return administrator
        .get(
            "/v1/audit/events?limit=100&type=auth.password.change_demanded&target="
                + somebody.userId())
        .expect(200)
        .text();
  }

  private void mustChoose(Enrolled ann) {
    Answer refused = login(ann, SHORT).expect(403);
    assertThat(refused.code()).isEqualTo("password_change_required");
    String token = refused.json().path("context").path("change_token").asString();
    api.post("/v1/auth/password/change", new PasswordChangeRequest(null, token, SHORT)).expect(422);
    String again =
        login(ann, SHORT).expect(403).json().path("context").path("change_token").asString();
    api.post("/v1/auth/password/change", new PasswordChangeRequest(null, again, LONG)).expect(204);
    login(ann, LONG).expect(200);
  }

  @Test
  void areLeftAloneWhereTheyWereLongEnough() {
    Enrolled ann = Enrolled.create(api, clock);
    change(ann.api(), People.PASSWORD, LONG).expect(204);
    ann.stepUp(ann.api());
    ann.api().delete("/v1/mfa/methods/" + ann.setup().methodId()).expect(204);
    login(ann, LONG).expect(200);
  }

  private Answer login(Enrolled somebody, String password) {
    return api.post("/v1/auth/login", new LoginRequest(somebody.email(), null, password, null));
  }

  private static Answer change(ApiClient session, String current, String wanted) {
    return session.post(
        "/v1/auth/password/change", new PasswordChangeRequest(current, null, wanted));
  }
}
