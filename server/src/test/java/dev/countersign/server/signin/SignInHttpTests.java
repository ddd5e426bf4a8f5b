package dev.countersign.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.LoginRequest;
import dev.countersign.api.RegisterRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Role;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.LogCapture;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Registration, sign-in, refresh and sign-out as a client meets them. */
@ServerTest
class SignInHttpTests {
  private final int port;
  private final ApiClient api;
  private final Disabling disabling;

  SignInHttpTests(@LocalServerPort int port, Disabling disabling) {
    this.port = port;
    this.api = ApiClient.of(port);
    this.disabling = disabling;
  }

  @Test
  void registersSomebodyAndLetsThemInAtOnce() {
    String email = People.newEmail();
    String username = People.newUsername();
    JsonNode answer =
        api.post("/v1/auth/register", new RegisterRequest(email, People.PASSWORD, username))
            .expect(201)
            .json();

    assertThat(answer.path("token_type").asString()).isEqualTo("Bearer");
    assertThat(answer.path("expires_in").asInt()).isEqualTo(900);
    assertThat(answer.path("user").path("email").asString()).isEqualTo(email);
    assertThat(answer.path("user").path("username").asString()).isEqualTo(username);
    assertThat(answer.path("user").path("role").asString()).isEqualTo("user");
    assertThat(answer.path("user").path("tenant_id").asString()).isEqualTo(TenantId.DEFAULT.text());
    JsonNode me =
        api.withToken(answer.path("access_token").asString()).get("/v1/me").expect(200).json();
    assertThat(me).isEqualTo(answer.path("user"));
  }

  @Test
  void refusesATakenAddressInAnyCase() {
    String email = People.newEmail();
    People.register(api, email);
    RegisterRequest again =
        new RegisterRequest(" " + email.toUpperCase(Locale.ROOT) + " ", People.PASSWORD, null);
    assertThat(api.post("/v1/auth/register", again).expect(409).code())
        .isEqualTo("already_registered");
  }

  @Test
  void refusesATakenNameInAnyCase() {
    String username = People.newUsername();
    api.post("/v1/auth/register", registering(People.newEmail(), username)).expect(201);
    assertThat(
            api.post(
                    "/v1/auth/register",
                    registering(People.newEmail(), username.toUpperCase(Locale.ROOT)))
                .expect(409)
                .code())
        .isEqualTo("already_registered");
  }

  @Test
  void registersOneOfManyAtOnceUnderOneAddress() throws Exception {
    String email = People.newEmail();
    List<Integer> statuses =
        atOnce(8, () -> api.post("/v1/auth/register", registering(email, null)).status());
    assertThat(statuses).containsOnly(201, 409).containsOnlyOnce(201);
  }

  @Test
  void namesWhatIsWrongWithAWeakPassword() {
    JsonNode problem =
        api.post("/v1/auth/register", new RegisterRequest(People.newEmail(), "password", null))
            .expect(422)
            .json();
    assertThat(problem.path("code").asString()).isEqualTo("weak_password");
    assertThat(problem.path("errors").values())
        .extracting(error -> error.path("field").asString() + ":" + error.path("code").asString())
        .containsExactly("password:too_short", "password:common");
  }

  @Test
  void refusesAPasswordMadeOfTheAddress() {
    String email = "q" + People.newEmail();
    assertThat(
            api.post("/v1/auth/register", new RegisterRequest(email, email, null))
                .expect(422)
                .code())
        .isEqualTo("weak_password");
  }

  @Test
  void namesAllFieldsAtFault() {
    JsonNode problem =
        api.post("/v1/auth/register", Map.of("email", "nobody", "username", "a b"))
            .expect(400)
            .json();
    assertThat(problem.path("errors").values())
        .extracting(error -> error.path("field").asString())
        .containsExactly("email", "username", "password");
  }

  @Test
  void signsInByAddressOrNameInAnyCase() {
    String email = People.newEmail();
    String username = People.newUsername();
    api.post("/v1/auth/register", registering(email, username)).expect(201);

    login(LoginRequest.byEmail(email, People.PASSWORD)).expect(200);
    login(LoginRequest.byEmail(email.toUpperCase(Locale.ROOT), People.PASSWORD)).expect(200);
    TokenAnswer answer =
        login(LoginRequest.byUsername(username.toUpperCase(Locale.ROOT), People.PASSWORD))
            .expect(200)
            .as(TokenAnswer.class);
    assertThat(answer.user().email()).isEqualTo(email);
    api.withToken(answer.accessToken()).get("/v1/me").expect(200);
  }

  @Test
  void answersTheSameToUnknownWrongAndDisabled() {
    String email = People.newEmail();
    People.register(api, email);
    String disabled = People.newEmail();
    disable(People.register(api, disabled));

    ApiClient fixed = api.with("X-Request-ID", "same");
    ApiClient.Answer wrong =
        fixed.post("/v1/auth/login", LoginRequest.byEmail(email, "not the right one"));
    ApiClient.Answer unknown =
        fixed.post("/v1/auth/login", LoginRequest.byEmail(People.newEmail(), People.PASSWORD));
    ApiClient.Answer gone =
        fixed.post("/v1/auth/login", LoginRequest.byEmail(disabled, People.PASSWORD));
    assertThat(wrong.expect(401).code()).isEqualTo("invalid_credentials");
    assertThat(unknown.expect(401).text()).isEqualTo(wrong.text());
    assertThat(gone.expect(401).text()).isEqualTo(wrong.text());
    assertThat(wrong.header("WWW-Authenticate")).isPresent();
  }

  @Test
  void wantsEitherAddressOrName() {
    login(new LoginRequest(null, null, People.PASSWORD)).expect(400);
    login(new LoginRequest("a@example.com", "abc", People.PASSWORD)).expect(400);
  }

  @Test
  void renewsTokensOfTheSameSession() {
    TokenAnswer first = People.register(api);
    TokenAnswer second = refresh(first.refreshToken()).expect(200).as(TokenAnswer.class);

    assertThat(second.user()).isEqualTo(first.user());
    assertThat(second.refreshToken()).isNotEqualTo(first.refreshToken());
    api.withToken(second.accessToken()).get("/v1/me").expect(200);
    refresh(second.refreshToken()).expect(200);
  }

  @Test
  void renewsWhileAnExpiredAccessTokenIsSentAlong() {
    TokenAnswer answer = People.register(api);
    api.withToken("expired.or.broken")
        .post("/v1/auth/refresh", Map.of("refresh_token", answer.refreshToken()))
        .expect(200);
  }

  @Test
  void endsTheSessionWithTheAccessTokenAlone() {
    TokenAnswer answer = People.register(api);
    ApiClient caller = api.withToken(answer.accessToken());
    caller.get("/v1/me").expect(200);

    caller.post("/v1/auth/logout").expect(204);

    ApiClient.Answer refused = caller.get("/v1/me").expect(401);
    assertThat(refused.code()).isEqualTo("invalid_token");
    assertThat(refused.header("WWW-Authenticate").orElseThrow())
        .startsWith("Bearer ")
        .contains("error=\"invalid_token\"");
    refresh(answer.refreshToken()).expect(401);
    caller.post("/v1/auth/logout").expect(401);
  }

  @Test
  void leavesOtherSessionsOfThePersonAlone() {
    String email = People.newEmail();
    TokenAnswer first = People.register(api, email);
    TokenAnswer second =
        login(LoginRequest.byEmail(email, People.PASSWORD)).expect(200).as(TokenAnswer.class);
    api.withToken(first.accessToken()).post("/v1/auth/logout").expect(204);
    api.withToken(second.accessToken()).get("/v1/me").expect(200);
  }

  @Test
  void refusesADisabledPersonAtOnce() {
    TokenAnswer answer = People.register(api);
    ApiClient caller = api.withToken(answer.accessToken());
    caller.get("/v1/me").expect(200);

    disable(answer);

    caller.get("/v1/me").expect(401);
    refresh(answer.refreshToken()).expect(401);
  }

  @Test
  void asksForATokenWhereNoneIsSent() {
    ApiClient.Answer refused = api.get("/v1/me").expect(401);
    assertThat(refused.code()).isEqualTo("unauthenticated");
    assertThat(refused.header("WWW-Authenticate").orElseThrow())
        .startsWith("Bearer")
        .doesNotContain("error");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Bearer", "Bearer ", "Bearer x", "bearer a.b.c", "Bearer a b", "Bearer ."})
  void refusesMalformedTokens(String header) {
    ApiClient.Answer refused = api.with("Authorization", header).get("/v1/me").expect(401);
    assertThat(refused.code()).isEqualTo("invalid_token");
    assertThat(refused.header("WWW-Authenticate").orElseThrow()).contains("invalid_token");
  }

  @Test
  void asksForABearerTokenWhereAnotherSchemeIsUsed() {
    assertThat(api.with("Authorization", "Basic YTpi").get("/v1/me").expect(401).code())
        .isEqualTo("unauthenticated");
  }

  @Test
  void acceptsTheSchemeInAnyCase() {
    TokenAnswer answer = People.register(api);
    api.with("Authorization", "bEaReR " + answer.accessToken()).get("/v1/me").expect(200);
  }

  @Test
  void neverTakesOneKindOfTokenForTheOther() {
    TokenAnswer answer = People.register(api);
    api.withToken(answer.refreshToken()).get("/v1/me").expect(401);
    refresh(answer.accessToken()).expect(401);
  }

  @Test
  void forbidsAdministrationToOthers() {
    ApiClient caller = ApiClient.unchecked(port).withToken(People.register(api).accessToken());
    assertThat(caller.get("/v1/admin/anything").expect(403).code()).isEqualTo("forbidden");
  }

  @Test
  void knowsNothingOutsideTheRules() {
    ApiClient unchecked = ApiClient.unchecked(port);
    unchecked.get("/v1/nothing").expect(404);
    unchecked.withToken(People.register(api).accessToken()).get("/v1/nothing").expect(404);
    ApiClient.Answer refused = unchecked.get("/v1/auth/login").expect(405);
    assertThat(refused.header("Allow")).contains("POST");
  }

  @Test
  void logsNoSecret() {
    try (LogCapture log = LogCapture.start()) {
      String email = People.newEmail();
      TokenAnswer answer = People.register(api, email);
      login(LoginRequest.byEmail(email, "quite another secret")).expect(401);
      TokenAnswer renewed = refresh(answer.refreshToken()).expect(200).as(TokenAnswer.class);
      refresh(answer.refreshToken()).expect(200);
      api.withToken(renewed.accessToken()).post("/v1/auth/logout").expect(204);
      for (String secret :
          List.of(
              People.PASSWORD,
              "quite another secret",
              answer.accessToken(),
              answer.refreshToken(),
              renewed.accessToken(),
              renewed.refreshToken(),
              email)) {
        log.assertNeverContains(secret);
      }
    }
  }

  private void disable(TokenAnswer person) {
    Caller administrator =
        new Caller(
            TenantId.DEFAULT,
            new UserId(UUID.randomUUID()),
            new SessionId(UUID.randomUUID()),
            Role.ADMINISTRATOR.permissions());
    UserId user = UserId.parse(person.user().id()).orElseThrow();
    assertThat(disabling.disable(administrator, user)).isTrue();
  }

  private ApiClient.Answer login(LoginRequest request) {
    return api.post("/v1/auth/login", request);
  }

  private ApiClient.Answer refresh(String token) {
    return api.post("/v1/auth/refresh", Map.of("refresh_token", token));
  }

  private static RegisterRequest registering(String email, @Nullable String username) {
    return new RegisterRequest(email, People.PASSWORD, username);
  }

  private static <T> List<T> atOnce(int times, Callable<T> work) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(Collections.nCopies(times, work))) {
        results.add(result.get());
      }
      return results;
    }
  }
}
