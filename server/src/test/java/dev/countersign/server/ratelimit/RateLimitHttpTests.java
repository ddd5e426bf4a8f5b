package dev.countersign.server.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.LimitSettings;
import dev.countersign.api.LoginRequest;
import dev.countersign.api.MfaChallenge;
import dev.countersign.api.MfaVerifyRequest;
import dev.countersign.server.factors.Enrolled;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.CountedWork;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestClock;
import dev.countersign.testsupport.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

@ServerTest
@Import(CountedWork.class)
// The same as those of other tests of guessing, so that they share a service.
@TestPropertySource(
    properties = {
      "countersign.limits=on",
      "countersign.limits.auth=100000/1m",
    })
class RateLimitHttpTests {
  private final ApiClient api;
  private final TestDatabase database;

  RateLimitHttpTests(@LocalServerPort int port, TestDatabase database) {
    this.api = ApiClient.of(port);
    this.database = database;
  }

  @Test
  void limitsReadingByPerson() {
    ApiClient ada = someone();
    for (int left = 99; left >= 0; left--) {
      Answer answer = ada.get("/v1/me").expect(200);
      assertThat(answer.header("X-RateLimit-Limit")).contains("100");
      assertThat(answer.header("X-RateLimit-Remaining")).contains(Integer.toString(left));
      assertThat(seconds(answer, "X-RateLimit-Reset")).isBetween(1, 65);
    }
    Answer refused = ada.get("/v1/sessions").expect(429);
    assertThat(refused.code()).isEqualTo("rate_limited");
    assertThat(refused.header("X-RateLimit-Limit")).contains("100");
    assertThat(refused.header("X-RateLimit-Remaining")).contains("0");
    assertThat(refused.header("Cache-Control").orElseThrow()).contains("no-store");
    int wait = seconds(refused, "Retry-After");
    assertThat(wait).isBetween(1, 65);
    assertThat(refused.json().path("detail").asString())
        .isEqualTo("Too many requests. Try again in " + wait + " seconds.");
    assertThat(refused.json().path("context").path("retry_after").asString())
        .isEqualTo(Integer.toString(wait));
    assertThat(refused.json().path("request_id").asString()).isNotEmpty();
    // Writing is another count, and somebody else another person.
    ada.delete("/v1/sessions").expect(200);
    someone().get("/v1/me").expect(200);
  }

  @Test
  void limitsWritingByPersonWhateverComesOfIt() {
    ApiClient ada = someone();
    for (int left = 29; left >= 0; left--) {
      Answer answer = ada.post("/v1/payments", "{}").expect(400);
      assertThat(answer.header("X-RateLimit-Limit")).contains("30");
      assertThat(answer.header("X-RateLimit-Remaining")).contains(Integer.toString(left));
    }
    ada.delete("/v1/sessions").expect(429);
    ada.get("/v1/me").expect(200);
  }

  @Test
  void administratorsHaveOneWiderLimit() {
    ApiClient administrator = Administrators.create(api, database);
    for (int left = 199; left >= 0; left--) {
      String path = left % 2 == 0 ? "/v1/me" : "/v1/admin/password-policy";
      Answer answer = administrator.get(path).expect(200);
      assertThat(answer.header("X-RateLimit-Limit")).contains("200");
      assertThat(answer.header("X-RateLimit-Remaining")).contains(Integer.toString(left));
    }
    administrator.get("/v1/me").expect(429);
    administrator.post("/v1/payments", "{}").expect(429);
  }

  @Test
  void aTokenThatIsNoneBuysNothing() {
    int refused = 0;
    for (int i = 0; i < 110; i++) {
      Answer answer = api.withToken("made up " + i).get("/v1/me");
      assertThat(answer.status()).isIn(401, 429);
      assertThat(answer.header("X-RateLimit-Limit")).contains("100");
      refused += answer.status() == 429 ? 1 : 0;
    }
    assertThat(refused).isGreaterThanOrEqualTo(10);
    // Whoever is known is not held up by it, though they come from there too.
    someone().get("/v1/me").expect(200);
  }

  @Test
  void tellsTheLimitWithEveryRefusal() {
    ApiClient ada = someone();
    assertThat(ada.get("/v1/nowhere").expect(404).header("X-RateLimit-Limit")).contains("60");
    assertThat(ada.get("/v1/admin/password-policy").expect(403).header("X-RateLimit-Limit"))
        .contains("100");
    assertThat(ada.with("Accept", "image/png").get("/v1/me").header("X-RateLimit-Limit"))
        .contains("100");
    assertThat(
            ada.post("/v1/payments", " ".repeat(2_000_000)).expect(413).header("X-RateLimit-Limit"))
        .isPresent();
  }

  @Test
  void whatMustAlwaysAnswerHasNoLimit() {
    for (int i = 0; i < 120; i++) {
      assertThat(api.get("/health/live").expect(200).header("X-RateLimit-Limit")).isEmpty();
    }
  }

  @Test
  void holdsAKeyToItsOwnLimit() {
    ApiClient ada = someone();
    String key =
        ada.post(
                "/v1/api-keys",
                Map.of(
                    "name",
                    "k",
                    "scopes",
                    List.of("payments:read", "payments:write"),
                    "rate_limit",
                    100,
                    "rate_limit_window",
                    3600))
            .expect(201)
            .json()
            .path("api_key")
            .asString();
    assertThat(key).isNotEmpty();
    ApiClient program = api.with("X-API-Key", key);
    for (int left = 99; left >= 0; left--) {
      // More than anybody may write in a minute, and reading counts with writing.
      Answer answer =
          left % 2 == 0
              ? program.post("/v1/payments", "{}").expect(400)
              : program.get("/v1/transactions").expect(200);
      assertThat(answer.header("X-RateLimit-Limit")).contains("100");
      assertThat(answer.header("X-RateLimit-Remaining")).contains(Integer.toString(left));
    }
    int wait = seconds(program.get("/v1/transactions").expect(429), "Retry-After");
    assertThat(wait).isBetween(3500, 3900);
    ada.get("/v1/me").expect(200);
  }

  @Test
  void aTrustedDeviceKeepsItsOwnAllowance() {
    Enrolled ann = Enrolled.create(api, TestClock.at(Instant.now()));
    MfaChallenge challenge = ann.challenge(ann.mfaToken());
    String device =
        api.post(
                "/v1/auth/mfa/verify",
                new MfaVerifyRequest(challenge.challengeId(), ann.nextCode(), true))
            .expect(200)
            .json()
            .path("device_token")
            .asString();
    for (int i = 0; i < 5; i++) {
      api.post("/v1/auth/login", LoginRequest.byEmail(ann.email(), "a guess")).expect(401);
    }
    ann.login(null).expect(429);
    ann.login(device + "x").expect(429);
    ann.login(device).expect(200);
  }

  @Test
  void manyFailuresUnderOneNameRaiseAnAlarmOnce() {
    String name = People.newEmail();
    for (int i = 0; i < 8; i++) {
      api.post("/v1/auth/login", LoginRequest.byEmail(name, "a guess"));
    }
    JsonNode events =
        Administrators.create(api, database)
            .get("/v1/audit/events?type=auth.login.failing&limit=100")
            .expect(200)
            .json();
    assertThat(events.path("events").values())
        .extracting(event -> event.path("severity").asString())
        .contains("critical");
  }

  @Test
  void administratorsSetLimitsThatHoldAtOnce() {
    ApiClient administrator = Administrators.create(api, database);
    ApiClient ada = someone();
    assertThat(ada.get("/v1/me").expect(200).header("X-RateLimit-Limit")).contains("100");
    LimitSettings before = administrator.get("/v1/admin/limits").as(LimitSettings.class);
    assertThat(before.read()).containsExactly("100/1m");
    try {
      administrator.put("/v1/admin/limits", Map.of("read", List.of("3/1m"))).expect(200);
      Answer second = ada.get("/v1/me").expect(200);
      assertThat(second.header("X-RateLimit-Limit")).contains("3");
      assertThat(second.header("X-RateLimit-Remaining")).contains("1");
      ada.get("/v1/me").expect(200);
      ada.get("/v1/me").expect(429);
      ada.put("/v1/admin/limits", Map.of("read", List.of("1000/1m"))).expect(403);
      assertThat(
              administrator
                  .put("/v1/admin/limits", Map.of("read", List.of("many"), "tiers", "none"))
                  .expect(400)
                  .json()
                  .path("errors")
                  .size())
          .isEqualTo(2);
    } finally {
      administrator.put("/v1/admin/limits", Map.of()).expect(200);
    }
    ada.get("/v1/me").expect(200);
  }

  private ApiClient someone() {
    return api.withToken(People.register(api).accessToken());
  }

  private static int seconds(Answer answer, String header) {
    return Integer.parseInt(answer.header(header).orElseThrow());
  }
}
