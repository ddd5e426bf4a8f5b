package dev.countersign.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.LoginRequest;
import dev.countersign.api.PasswordChangeRequest;
import dev.countersign.api.PasswordCheckRequest;
import dev.countersign.api.PasswordPolicySettings;
import dev.countersign.api.RegisterRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Role;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.LogCapture;
import dev.countersign.server.testing.MovableClock;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestClock;
import dev.countersign.testsupport.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Policies, checks and changes of passwords as clients meet them. */
@ServerTest
@Import({MovableClock.class, PasswordHttpTests.Listening.class})
class PasswordHttpTests {
  private static final RangeStandIn BREACHES = new RangeStandIn();
  private static final String ANOTHER = "seven quiet llamas at dusk";

  private final ApiClient api;
  private final TestClock clock;
  private final TestDatabase database;
  private final TenantTransactions transactions;
  private final JdbcClient jdbc;
  private final PasswordPolicies policies;
  private final Heard heard;

  PasswordHttpTests(
      @LocalServerPort int port,
      TestClock clock,
      TestDatabase database,
      TenantTransactions transactions,
      JdbcClient jdbc,
      PasswordPolicies policies,
      Heard heard) {
    this.api = ApiClient.of(port);
    this.clock = clock;
    this.database = database;
    this.transactions = transactions;
    this.jdbc = jdbc;
    this.policies = policies;
    this.heard = heard;
  }

  /** What was published. */
  static final class Heard {
    private final List<PasswordChanged> changes = new CopyOnWriteArrayList<>();

    @EventListener
    void hear(PasswordChanged change) {
      changes.add(change);
    }
  }

  @TestConfiguration(proxyBeanMethods = false)
  static class Listening {
    @Bean
    Heard heard() {
      return new Heard();
    }
  }

  @DynamicPropertySource
  static void breaches(DynamicPropertyRegistry properties) {
    properties.add("countersign.passwords.breach.url", BREACHES::base);
    // So that a stand-in that failed once is asked again at once.
    properties.add("countersign.passwords.breach.keep", () -> "0s");
    properties.add("countersign.passwords.breach.pause", () -> "0s");
  }

  @AfterAll
  static void close() {
    BREACHES.close();
  }

  @AfterEach
  void restore() {
    BREACHES.answerWith(200);
    setPolicy(PasswordPolicySettings.of("nist"));
  }

  @Test
  void tellsHowGoodAPasswordIs() {
    JsonNode weak =
        api.post("/v1/auth/password/check", new PasswordCheckRequest("password", null, null))
            .expect(200)
            .json();
    assertThat(weak.path("valid").asBoolean()).isFalse();
    assertThat(weak.path("errors").values())
        .extracting(error -> error.path("code").asString())
        .containsExactly("too_short", "common");
    assertThat(weak.path("errors").path(0).path("message").asString()).contains("15");
    assertThat(weak.path("strength_score").asInt()).isEqualTo(30);
    assertThat(weak.path("entropy_bits").decimalValue()).isEqualByComparingTo("37.6");
    assertThat(weak.path("character_diversity").decimalValue()).isEqualByComparingTo("0.88");

    JsonNode good =
        api.post("/v1/auth/password/check", new PasswordCheckRequest(ANOTHER, "ann", "a@b.example"))
            .expect(200)
            .json();
    assertThat(good.path("valid").asBoolean()).isTrue();
    assertThat(good.path("strength_score").asInt()).isEqualTo(100);
  }

  @Test
  void tellsThatAPasswordIsKnownFromBreaches() {
    String leaked = "a password that leaked once";
    BREACHES.list(leaked, 3);
    JsonNode answer =
        api.post("/v1/auth/password/check", new PasswordCheckRequest(leaked, null, null))
            .expect(200)
            .json();
    assertThat(answer.path("errors").path(0).path("code").asString()).isEqualTo("breached");
    assertThat(answer.path("strength_score").asInt()).isEqualTo(50);
    assertThat(
            api.post("/v1/auth/register", new RegisterRequest(People.newEmail(), leaked, null))
                .expect(422)
                .json()
                .path("errors")
                .path(0)
                .path("code")
                .asString())
        .isEqualTo("breached");
  }

  @Test
  void makesPasswordsThatAreAccepted() {
    for (String profile : List.of("nist", "valueverse", "payymo", "fog")) {
      setPolicy(PasswordPolicySettings.of(profile));
      String made =
          api.post("/v1/auth/password/generate", Map.of())
              .expect(200)
              .json()
              .path("password")
              .asString();
      assertThat(made).hasSize(16);
      assertThat(
              api.post("/v1/auth/password/check", new PasswordCheckRequest(made, null, null))
                  .json()
                  .path("valid")
                  .asBoolean())
          .isTrue();
    }
    api.post("/v1/auth/password/generate", Map.of("length", 7)).expect(400);
    api.post("/v1/auth/password/generate", Map.of("length", 40)).expect(200);
  }

  @Test
  void changesAPasswordAndEndsEveryOtherSession() {
    String email = People.newEmail();
    TokenAnswer first = People.register(api, email);
    TokenAnswer other = login(email, People.PASSWORD).expect(200).as(TokenAnswer.class);
    ApiClient caller = api.withToken(first.accessToken());

    try (LogCapture log = LogCapture.start()) {
      caller
          .post(
              "/v1/auth/password/change",
              PasswordChangeRequest.byPassword(People.PASSWORD, ANOTHER))
          .expect(204);
      log.assertNeverContains(ANOTHER);
    }

    caller.get("/v1/me").expect(200);
    refresh(first).expect(200);
    api.withToken(other.accessToken()).get("/v1/me").expect(401);
    refresh(other).expect(401);
    login(email, People.PASSWORD).expect(401);
    login(email, ANOTHER).expect(200);
    assertThat(eventsOn(first)).contains("auth.password.changed");
    assertThat(heard.changes)
        .extracting(change -> change.user().text() + " " + change.how())
        .contains(first.user().id() + " CHANGE");
  }

  @Test
  void changesNothingWithoutThePasswordSoFar() {
    String email = People.newEmail();
    TokenAnswer person = People.register(api, email);
    assertThat(change(person, "not the password so far", ANOTHER).expect(403).code())
        .isEqualTo("wrong_password");
    login(email, People.PASSWORD).expect(200);
    assertThat(eventsOn(person)).contains("auth.password.change_refused");
  }

  @Test
  void changesNothingForNobody() {
    PasswordChangeRequest request = PasswordChangeRequest.byPassword(People.PASSWORD, ANOTHER);
    assertThat(api.post("/v1/auth/password/change", request).expect(401).code())
        .isEqualTo("unauthenticated");
    assertThat(api.withToken("a.b.c").post("/v1/auth/password/change", request).expect(401).code())
        .isEqualTo("invalid_token");
    api.post("/v1/auth/password/change", Map.of("new_password", ANOTHER)).expect(400);
    api.post(
            "/v1/auth/password/change",
            Map.of("current_password", "x", "change_token", "y", "new_password", ANOTHER))
        .expect(400);
  }

  @Test
  void refusesAWeakPasswordAndTheOneSoFar() {
    TokenAnswer person = People.register(api);
    assertThat(faults(change(person, People.PASSWORD, "short one").expect(422)))
        .containsExactly("new_password:too_short");
    assertThat(faults(change(person, People.PASSWORD, People.PASSWORD).expect(422)))
        .containsExactly("new_password:reused");
  }

  @Test
  void remembersFormerPasswordsAsFarAsThePolicySays() {
    setPolicy("{\"profile\": \"nist\", \"history\": 2}");
    TokenAnswer person = People.register(api);
    String first = "First-amber-Kettle-7";
    String second = "Second-olive-Ladder-8";
    String third = "Third-ochre-Window-9";
    change(person, People.PASSWORD, first).expect(204);
    change(person, first, second).expect(204);
    change(person, second, third).expect(204);

    assertThat(faults(change(person, third, second).expect(422)))
        .containsExactly("new_password:reused");
    assertThat(faults(change(person, third, first).expect(422)))
        .containsExactly("new_password:reused");
    // Three back, which is more than two.
    change(person, third, People.PASSWORD).expect(204);
    change(person, People.PASSWORD, first).expect(204);
  }

  @Test
  void keepsAPasswordForTheLeastTimeThatThePolicySays() {
    TokenAnswer person = People.register(api);
    setPolicy(PasswordPolicySettings.of("valueverse"));
    assertThat(faults(change(person, People.PASSWORD, "Kd7!vQm2xTzw").expect(422)))
        .containsExactly("new_password:too_recent");

    clock.advance(Duration.ofDays(1));

    TokenAnswer again =
        login(person.user().email(), People.PASSWORD).expect(200).as(TokenAnswer.class);
    change(again, People.PASSWORD, "Kd7!vQm2xTzw").expect(204);
  }

  @Test
  void asksThePrivilegedForAnotherPasswordAfterItsTime() {
    String person = People.newEmail();
    People.register(api, person);
    String administrator = administratorsEmail();
    setPolicy(PasswordPolicySettings.of("valueverse"));
    clock.advance(Duration.ofDays(90).plusMinutes(1));

    JsonNode problem = login(administrator, People.PASSWORD).expect(403).json();
    assertThat(problem.path("code").asString()).isEqualTo("password_change_required");
    assertThat(problem.path("context").path("reason").asString()).isEqualTo("expired");
    login(person, People.PASSWORD).expect(200);

    changeByToken(token(problem), "Kd7!vQm2xTzw").expect(204);
    // The password is good; by now an administrator has to have a second factor too.
    assertThat(login(administrator, "Kd7!vQm2xTzw").expect(403).code())
        .isEqualTo("mfa_enrolment_required");
  }

  @Test
  void demandsAnotherPasswordWhenTheOneInUseLeaks() {
    String leaks = "walking under umbrellas " + People.newUsername();
    String email = People.newEmail();
    TokenAnswer person =
        api.post("/v1/auth/register", new RegisterRequest(email, leaks, null))
            .expect(201)
            .as(TokenAnswer.class);
    login(email, leaks).expect(200);
    BREACHES.list(leaks, 1);
    // It was looked up a moment ago, and is not again within a day.
    login(email, leaks).expect(200);
    clock.advance(Duration.ofDays(1).plusSeconds(1));

    Answer refused = login(email, leaks).expect(403);
    assertThat(refused.code()).isEqualTo("password_change_required");
    assertThat(refused.text()).doesNotContain("access_token").doesNotContain("refresh_token");
    assertThat(refused.json().path("context").path("reason").asString()).isEqualTo("breached");
    assertThat(eventsOn(person))
        .contains("auth.password.breached", "auth.password.change_demanded");

    // That it leaked stays known when nobody can be asked.
    BREACHES.answerWith(500);
    String token = token(login(email, leaks).expect(403).json());
    BREACHES.answerWith(200);

    // The token that came first is good for nothing any more, and the last one once.
    changeByToken(token(refused.json()), ANOTHER).expect(401);
    assertThat(faults(changeByToken(token, leaks).expect(422)))
        .containsExactly("new_password:breached");
    changeByToken(token, ANOTHER).expect(204);
    changeByToken(token, "eleven slow otters by noon").expect(401);
    login(email, leaks).expect(401);
    login(email, ANOTHER).expect(200);
    assertThat(heard.changes)
        .extracting(change -> change.user().text() + " " + change.how())
        .contains(person.user().id() + " FORCED");
  }

  @Test
  void letsAChangeTokenExpire() {
    String leaks = "walking under umbrellas " + People.newUsername();
    String email = People.newEmail();
    api.post("/v1/auth/register", new RegisterRequest(email, leaks, null)).expect(201);
    BREACHES.list(leaks, 1);
    String token = token(login(email, leaks).expect(403).json());
    clock.advance(Duration.ofMinutes(10));
    assertThat(changeByToken(token, ANOTHER).expect(401).code()).isEqualTo("invalid_token");
  }

  @Test
  void keepsChangeTokensAsHashesOnly() {
    String leaks = "walking under umbrellas " + People.newUsername();
    String email = People.newEmail();
    api.post("/v1/auth/register", new RegisterRequest(email, leaks, null)).expect(201);
    BREACHES.list(leaks, 1);
    String token = token(login(email, leaks).expect(403).json());
    List<String> kept =
        transactions.in(
            TenantId.DEFAULT,
            () ->
                jdbc.sql("select encode(token_hash, 'escape') from password_change_tokens")
                    .query((row, number) -> row.getString(1))
                    .list());
    assertThat(kept).isNotEmpty().noneMatch(text -> text.contains(token.substring(4)));
  }

  @Test
  void letsPassWhatCannotBeLookedUpWhereThePolicySaysSo() {
    String email = People.newEmail();
    BREACHES.answerWith(500);
    TokenAnswer person = People.register(api, email);
    login(email, People.PASSWORD).expect(200);
    assertThat(eventsOn(person)).contains("auth.password.breach_unchecked");
  }

  @Test
  void letsNobodyPassUncheckedWhereThePolicySaysSo() {
    String email = People.newEmail();
    TokenAnswer person = People.register(api, email);
    setPolicy("{\"profile\": \"nist\", \"breach_check\": \"fail_closed\"}");
    BREACHES.answerWith(500);

    Answer refused = login(email, People.PASSWORD).expect(503);
    assertThat(refused.header("Retry-After")).isPresent();
    assertThat(eventsOn(person)).contains("auth.password.breach_unchecked");
    assertThat(
            faults(
                api.post("/v1/auth/register", new RegisterRequest(People.newEmail(), ANOTHER, null))
                    .expect(422)))
        .containsExactly("password:breach_unchecked");

    BREACHES.answerWith(200);
    login(email, People.PASSWORD).expect(200);
  }

  @Test
  void leavesNoSessionByTheOldPasswordBehindAChange() throws Exception {
    for (int round = 0; round < 6; round++) {
      String email = People.newEmail();
      TokenAnswer person = People.register(api, email);
      List<Callable<Answer>> deeds = new ArrayList<>();
      for (int number = 0; number < 3; number++) {
        deeds.add(() -> login(email, People.PASSWORD));
      }
      deeds.add(round % 4, () -> change(person, People.PASSWORD, ANOTHER).expect(204));
      atOnce(deeds).stream()
          .filter(answer -> answer.status() == 200)
          .map(answer -> answer.as(TokenAnswer.class))
          .forEach(answer -> api.withToken(answer.accessToken()).get("/v1/me").expect(401));
    }
  }

  @Test
  void changesOnceWhenAskedSeveralTimesAtOnce() throws Exception {
    TokenAnswer person = People.register(api);
    List<Callable<Answer>> deeds = new ArrayList<>();
    for (int number = 0; number < 4; number++) {
      String wanted = ANOTHER + " " + number;
      deeds.add(() -> change(person, People.PASSWORD, wanted));
    }
    assertThat(atOnce(deeds)).filteredOn(answer -> answer.status() == 204).hasSize(1);
  }

  @Test
  void givesATenantItsOwnPolicy() {
    ApiClient administrator = Administrators.create(api, database);
    JsonNode set =
        administrator
            .put(
                "/v1/admin/password-policy",
                """
                {"profile": "fog", "min_length": 10, "min_special": 2, "specials": "-_",
                 "history": 24, "max_age_days": 365, "max_age_for": "everybody"}
                """)
            .expect(200)
            .json();
    assertThat(administrator.get("/v1/admin/password-policy").expect(200).json()).isEqualTo(set);
    assertThat(set.path("profile").asString()).isEqualTo("fog");
    assertThat(set.path("min_length").asInt()).isEqualTo(10);
    assertThat(set.path("min_uppercase").asInt()).isEqualTo(1);
    assertThat(set.path("max_length").asInt()).isEqualTo(100);
    assertThat(set.propertyNames()).hasSize(20);

    assertThat(
            faults(
                api.post(
                        "/v1/auth/register",
                        new RegisterRequest(People.newEmail(), "Kqv7wzrt-x", null))
                    .expect(422)))
        .containsExactly("password:no_special");
    api.post("/v1/auth/register", new RegisterRequest(People.newEmail(), "Kqv7wzrt-_", null))
        .expect(201);
    assertThat(audited("tenant.password_policy.changed")).isPositive();
  }

  @Test
  void refusesPoliciesThatContradictThemselves() {
    ApiClient administrator = Administrators.create(api, database);
    assertThat(
            faults(
                administrator
                    .put(
                        "/v1/admin/password-policy",
                        """
                        {"profile": "payymo", "min_length": 7, "max_length": 500, "history": 25,
                         "specials": "aa", "personal_words": "never", "breach_check": "maybe",
                         "max_age_days": 10, "min_digits": -1}
                        """)
                    .expect(400)))
        .containsExactlyInAnyOrder(
            "min_length:out_of_range",
            "max_length:out_of_range",
            "history:out_of_range",
            "specials:malformed",
            "personal_words:unknown",
            "breach_check:unknown",
            "max_age_days:out_of_range",
            "min_digits:out_of_range",
            "min_length_with_second_factor:out_of_range");
    assertThat(
            faults(
                administrator
                    .put(
                        "/v1/admin/password-policy",
                        """
                        {"profile": "nist", "min_length": 40, "max_length": 20}
                        """)
                    .expect(400)))
        .containsExactly("max_length:contradiction");
    administrator.put("/v1/admin/password-policy", Map.of("profile", "simple")).expect(400);
    assertThat(
            administrator
                .get("/v1/admin/password-policy")
                .expect(200)
                .json()
                .path("profile")
                .asString())
        .isEqualTo("nist");
  }

  @Test
  void showsThePolicyToAdministratorsOnly() {
    ApiClient person = api.withToken(People.register(api).accessToken());
    person.get("/v1/admin/password-policy").expect(403);
    person.put("/v1/admin/password-policy", PasswordPolicySettings.of("fog")).expect(403);
  }

  private static List<String> faults(Answer answer) {
    return answer.json().path("errors").values().stream()
        .map(error -> error.path("field").asString() + ":" + error.path("code").asString())
        .toList();
  }

  private Answer login(String email, String password) {
    return api.post("/v1/auth/login", LoginRequest.byEmail(email, password));
  }

  private Answer refresh(TokenAnswer answer) {
    return api.post("/v1/auth/refresh", Map.of("refresh_token", answer.refreshToken()));
  }

  private Answer change(TokenAnswer person, String current, String wanted) {
    return api.withToken(person.accessToken())
        .post("/v1/auth/password/change", PasswordChangeRequest.byPassword(current, wanted));
  }

  private Answer changeByToken(String token, String wanted) {
    return api.post("/v1/auth/password/change", PasswordChangeRequest.byToken(token, wanted));
  }

  private static String token(JsonNode problem) {
    return problem.path("context").path("change_token").asString();
  }

  private void setPolicy(PasswordPolicySettings settings) {
    policies.set(
        new Caller(
            TenantId.DEFAULT,
            new UserId(UUID.randomUUID()),
            new SessionId(UUID.randomUUID()),
            Role.ADMINISTRATOR.permissions()),
        settings);
  }

  private void setPolicy(String json) {
    setPolicy(JsonMapper.shared().readValue(json, PasswordPolicySettings.class));
  }

  private String administratorsEmail() {
    String token = Administrators.tokenOf(api, database);
    return api.withToken(token).get("/v1/me").expect(200).json().path("email").asString();
  }

  private List<String> eventsOn(TokenAnswer person) {
    return transactions.in(
        TenantId.DEFAULT,
        () ->
            jdbc.sql("select type from audit_events where target_id = :target order by id")
                .param("target", person.user().id())
                .query((row, number) -> row.getString(1))
                .list());
  }

  private long audited(String type) {
    return transactions.in(
        TenantId.DEFAULT,
        () ->
            jdbc.sql("select count(*) from audit_events where type = :type")
                .param("type", type)
                .query(Long.class)
                .single());
  }

  private static List<Answer> atOnce(List<Callable<Answer>> deeds) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Answer> answers = new ArrayList<>();
      for (Future<Answer> answer : threads.invokeAll(deeds)) {
        answers.add(answer.get());
      }
      return answers;
    }
  }
}
