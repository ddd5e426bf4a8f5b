package dev.countersign.server.factors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.LoginRequest;
import dev.countersign.api.PasswordChangeRequest;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.MovableClock;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestClock;
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

  ShortPasswordTests(@LocalServerPort int port, TestClock clock) {
    this.api = ApiClient.of(port);
    this.clock = clock;
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
