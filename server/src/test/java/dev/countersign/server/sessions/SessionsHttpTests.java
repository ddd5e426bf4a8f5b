package dev.countersign.server.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.EndSessionsOfUsersRequest;
import dev.countersign.api.EndSessionsRequest;
import dev.countersign.api.LoginRequest;
import dev.countersign.api.RefreshRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestDatabase;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Sessions as their owners and administrators meet them. */
@ServerTest
class SessionsHttpTests {
  private static final String FIREFOX =
      "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

  private final ApiClient api;
  private final ApiClient administrator;

  SessionsHttpTests(@LocalServerPort int port, TestDatabase database) {
    this.api = ApiClient.of(port);
    this.administrator = Administrators.create(api, database);
  }

  @Test
  void listsWhereSomebodyIsSignedInAndNoToken() {
    Person person = new Person();
    JsonNode sessions = person.browser.get("/v1/sessions").expect(200).json().path("sessions");
    assertThat(sessions).hasSize(2);
    JsonNode browser = sessions.get(0);
    JsonNode program = sessions.get(1);
    assertThat(browser.path("current").asBoolean()).isTrue();
    assertThat(browser.path("device").asString()).isEqualTo("Firefox on Linux");
    assertThat(browser.path("user_agent").asString()).isEqualTo(FIREFOX);
    assertThat(browser.path("ip_address").asString()).isNotEmpty();
    assertThat(browser.path("place").asString()).isEqualTo("this machine");
    assertThat(Instant.parse(browser.path("last_activity").asString()))
        .isAfterOrEqualTo(Instant.parse(browser.path("created_at").asString()));
    assertThat(program.path("current").asBoolean()).isFalse();
    assertThat(program.path("device").asString()).isEqualTo("java-http-client");
    assertThat(browser.propertyNames())
        .containsExactlyInAnyOrder(
            "session_id",
            "current",
            "kind",
            "device",
            "place",
            "ip_address",
            "user_agent",
            "created_at",
            "last_activity",
            "expires_at");
    assertThat(sessions.toString()).doesNotContain("eyJ");
  }

  @Test
  void endsOneOfTheOwnersSessionsAtOnce() {
    Person person = new Person();
    String other =
        person.browser.get("/v1/sessions").json().at("/sessions/1/session_id").asString();
    person.browser.delete("/v1/sessions/" + other).expect(204);
    person.program.get("/v1/me").expect(401);
    person.browser.get("/v1/me").expect(200);
    assertThat(person.browser.delete("/v1/sessions/" + other).expect(404).code())
        .isEqualTo("not_found");
  }

  @Test
  void endsNobodyElsesSession() {
    Person person = new Person();
    String foreign =
        new Person().browser.get("/v1/sessions").json().at("/sessions/0/session_id").asString();
    person.browser.delete("/v1/sessions/" + foreign).expect(404);
    person.browser.delete("/v1/sessions/nonsense").expect(404);
  }

  @Test
  void endsAllButTheOneThatAsks() {
    Person person = new Person();
    JsonNode answer = person.browser.delete("/v1/sessions?except_current=true").expect(200).json();
    assertThat(answer.path("ended").asInt()).isEqualTo(1);
    person.program.get("/v1/me").expect(401);
    assertThat(person.browser.get("/v1/sessions").expect(200).json().path("sessions")).hasSize(1);
  }

  @Test
  void endsAllOfThem() {
    Person person = new Person();
    assertThat(person.browser.delete("/v1/sessions").expect(200).json().path("ended").asInt())
        .isEqualTo(2);
    person.program.get("/v1/me").expect(401);
    person.browser.get("/v1/me").expect(401);
  }

  @Test
  void letsAnAdministratorSeeAndEndAPersonsSessionsWithAReason() {
    Person person = new Person();
    String path = "/v1/admin/users/" + person.id + "/sessions";
    assertThat(administrator.get(path).expect(200).json().path("sessions")).hasSize(2);
    JsonNode answer =
        administrator
            .post(path + "/end", new EndSessionsRequest("a lost laptop", null))
            .expect(200)
            .json();
    assertThat(answer.path("ended").asInt()).isEqualTo(2);
    person.browser.get("/v1/me").expect(401);
    assertThat(administrator.get(path).expect(200).json().path("sessions")).isEmpty();
    JsonNode events =
        administrator
            .get("/v1/audit/events?type=auth.sessions.ended&limit=50")
            .expect(200)
            .json()
            .path("events");
    assertThat(events.toString()).contains(person.id).contains("a lost laptop");
  }

  @Test
  void endsTheSessionsOfSeveralPeopleInOneCommit() {
    Person one = new Person();
    Person other = new Person();
    JsonNode answer =
        administrator
            .post(
                "/v1/admin/sessions/end",
                new EndSessionsOfUsersRequest(List.of(one.id, other.id), "a leak", 0))
            .expect(200)
            .json();
    assertThat(answer.path("ended").asInt()).isEqualTo(4);
    one.browser.get("/v1/me").expect(401);
    other.program.get("/v1/me").expect(401);
  }

  @Test
  void leavesATimeOfGraceWhereAsked() {
    Person person = new Person();
    Instant before = Instant.now();
    JsonNode answer =
        administrator
            .post(
                "/v1/admin/users/" + person.id + "/sessions/end",
                new EndSessionsRequest("maintenance", 3_600))
            .expect(200)
            .json();
    assertThat(answer.path("ended").asInt()).isEqualTo(2);
    assertThat(Instant.parse(answer.path("effective_at").asString()))
        .isAfter(before.plusSeconds(3_590));
    JsonNode session = person.browser.get("/v1/sessions").expect(200).json().at("/sessions/0");
    assertThat(session.path("ends_at").asString())
        .isEqualTo(answer.path("effective_at").asString());
  }

  @Test
  void refusesWhatMakesNoSense() {
    Person person = new Person();
    String path = "/v1/admin/users/" + person.id + "/sessions/end";
    assertThat(administrator.post(path, "{}").expect(400).text()).contains("reason");
    assertThat(administrator.post(path, new EndSessionsRequest("x", 3_601)).expect(400).text())
        .contains("grace_seconds");
    assertThat(
            administrator.post("/v1/admin/sessions/end", "{\"reason\":\"x\"}").expect(400).text())
        .contains("users");
    administrator
        .post("/v1/admin/users/usr_nobody/sessions/end", new EndSessionsRequest("x", 0))
        .expect(404);
    administrator.get("/v1/admin/users/usr_nobody/sessions").expect(404);
    person.browser.get("/v1/admin/users/" + person.id + "/sessions").expect(403);
  }

  @Test
  void endsTheOldestAtTheSixthSignIn() {
    Person person = new Person();
    for (int signIn = 3; signIn <= 6; signIn++) {
      person.signIn(api);
    }
    person.program.get("/v1/me").expect(401);
    assertThat(person.browser.get("/v1/sessions").expect(200).json().path("sessions")).hasSize(5);
  }

  @Test
  void renewsForAnUpdatedBrowserAndEndsForAnotherDevice() {
    TokenAnswer person = People.register(api.with("User-Agent", FIREFOX));
    TokenAnswer renewed =
        refresh(FIREFOX.replace("140", "146"), person.refreshToken())
            .expect(200)
            .as(TokenAnswer.class);

    JsonNode problem = refresh("curl/8.14.1", renewed.refreshToken()).expect(401).json();
    assertThat(problem.path("code").asString()).isEqualTo("device_verification_failed");
    assertThat(problem.path("title").asString()).isEqualTo("Device verification failed");
    api.withToken(renewed.accessToken()).get("/v1/me").expect(401);
    refresh(FIREFOX, renewed.refreshToken()).expect(401);
    JsonNode event =
        administrator
            .get("/v1/audit/events?type=auth.session.device_mismatch&actor=" + person.user().id())
            .expect(200)
            .json()
            .at("/events/0");
    assertThat(event.path("severity").asString()).isEqualTo("critical");
    assertThat(event.toString()).contains("curl/8.14.1");
  }

  private ApiClient.Answer refresh(String userAgent, String token) {
    return api.with("User-Agent", userAgent).post("/v1/auth/refresh", new RefreshRequest(token));
  }

  /** Somebody signed in with a program, and then with a browser. */
  private final class Person {
    private final String email = People.newEmail();
    private final ApiClient program;
    private final ApiClient browser;
    private final String id;

    Person() {
      TokenAnswer first = People.register(api, email);
      id = first.user().id();
      program = api.withToken(first.accessToken());
      ApiClient firefox = api.with("User-Agent", FIREFOX);
      browser = firefox.withToken(signIn(firefox).accessToken());
    }

    TokenAnswer signIn(ApiClient from) {
      return from.post("/v1/auth/login", new LoginRequest(email, null, People.PASSWORD))
          .expect(200)
          .as(TokenAnswer.class);
    }
  }
}
