package dev.countersign.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.LoginRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.LogCapture;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.testsupport.TestDatabase;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Clients, introspection and revocation, as programs and administrators meet them. */
@ServerTest
class OAuthHttpTests {
  private final ApiClient api;
  private final ApiClient administrator;
  private final JdbcClient superuser;

  OAuthHttpTests(@LocalServerPort int port, TestDatabase database) {
    this.api = ApiClient.of(port);
    this.administrator = Administrators.create(api, database);
    this.superuser = JdbcClient.create(StoreFixture.source(database.superuser()));
  }

  @Test
  void tellsAClientWhatAGoodTokenSays() {
    TokenAnswer person = People.register(api);
    JsonNode claims = claims(person.accessToken());
    Answer answer = introspect(client(true, false), person.accessToken()).expect(200);

    assertThat(answer.header("Cache-Control").orElseThrow()).contains("no-store");
    JsonNode said = answer.json();
    assertThat(said.path("active").asBoolean()).isTrue();
    assertThat(said.path("token_type").asString()).isEqualTo("Bearer");
    assertThat(said.path("scope").asString()).isEqualTo("payments:read payments:write");
    for (String claim :
        List.of(
            "sub",
            "iss",
            "aud",
            "jti",
            "iat",
            "nbf",
            "exp",
            "tenant_id",
            "sid",
            "role",
            "acr",
            "amr",
            "auth_time")) {
      assertThat(said.path(claim)).as(claim).isEqualTo(claims.path(claim));
    }
  }

  @Test
  void tellsARefreshTokenFromAnAccessToken() {
    TokenAnswer person = People.register(api);
    ApiClient client = client(true, false);
    assertThat(introspect(client, person.refreshToken()).json().path("token_type").asString())
        .isEqualTo("refresh_token");
    api.post("/v1/auth/refresh", Map.of("refresh_token", person.refreshToken())).expect(200);
    assertInactive(client, person.refreshToken());
  }

  @Test
  void saysNothingOfWhatIsNotGood() {
    ApiClient client = client(true, false);
    TokenAnswer person = People.register(api);
    assertInactive(client, "x");
    assertInactive(client, person.accessToken() + "x");
    assertInactive(client, "x".repeat(4096));
    api.withToken(person.accessToken()).post("/v1/auth/logout").expect(204);
    assertInactive(client, person.accessToken());
    assertInactive(client, person.refreshToken());
  }

  @Test
  void saysNothingOfAPersonWhoseTokensWereRevoked() {
    ApiClient client = client(true, false);
    TokenAnswer person = People.register(api);
    revoke("user", person.user().id(), "gone").expect(200);
    assertInactive(client, person.accessToken());
    assertInactive(client, person.refreshToken());
  }

  @Test
  void saysNothingToAnotherTenantsClient() {
    ApiClient client = client(true, true);
    TokenAnswer person = People.register(api);
    superuser
        .sql(
            """
            with other as (
              insert into tenants (id, name) values (gen_random_uuid(), 'other') returning id)
            update clients set tenant_id = other.id from other
            where clients.id = (select max(id::text)::uuid from clients)
            """)
        .update();
    assertInactive(client, person.accessToken());
    form(client, "/oauth2/revoke", Map.of("token", person.accessToken())).expect(200);
    api.withToken(person.accessToken()).get("/v1/me").expect(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Basic",
        "Basic !!!",
        "Basic eA==",
        "Basic Og==",
        "Bearer abc",
        "Basic Y2xpXzAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwOmNzX3g=",
        "Basic JTol"
      })
  void refusesWhoeverIsNoClient(String header) {
    ApiClient nobody = header.isEmpty() ? api : api.with("Authorization", header);
    Answer refused = introspect(nobody, "x").expect(401);
    assertThat(refused.code()).isEqualTo("invalid_client");
    assertThat(refused.json().path("error").asString()).isEqualTo("invalid_client");
    assertThat(refused.header("WWW-Authenticate").orElseThrow()).startsWith("Basic ");
  }

  @Test
  void refusesAWrongSecretAndRecordsIt() {
    JsonNode registered = register("wrong secret", true, true);
    String id = registered.path("client").path("client_id").asString();
    String request = People.newUsername();
    ApiClient wrong = basic(id, "cs_wrong").with("X-Request-ID", request);
    assertThat(introspect(wrong, "x").expect(401).code()).isEqualTo("invalid_client");
    assertThat(
            superuser
                .sql("select type || ' ' || target_id from audit_events where request_id = :id")
                .param("id", request)
                .query(String.class)
                .single())
        .isEqualTo("client.refused " + id);
  }

  @Test
  void letsClientsDoWhatTheyMayAlone() {
    TokenAnswer person = People.register(api);
    Answer refused = introspect(client(false, true), person.accessToken()).expect(403);
    assertThat(refused.json().path("error").asString()).isEqualTo("unauthorized_client");
    form(client(true, false), "/oauth2/revoke", Map.of("token", person.accessToken())).expect(403);
    api.withToken(person.accessToken()).get("/v1/me").expect(200);
  }

  @Test
  void forgetsARemovedClientWithinASecond() {
    JsonNode registered = register("removed", true, false);
    String id = registered.path("client").path("client_id").asString();
    ApiClient client = basic(id, registered.path("client_secret").asString());
    introspect(client, "x").expect(200);
    administrator.delete("/v1/admin/clients/" + id).expect(204);
    administrator.delete("/v1/admin/clients/" + id).expect(404);
    introspect(client, "x").expect(401);
  }

  @Test
  void signsTheTokensOfAClientInItsOwnWay() {
    JsonNode registered =
        administrator
            .post("/v1/admin/clients", Map.of("name", "own way", "algorithm", "EdDSA"))
            .expect(201)
            .json();
    ApiClient client =
        basic(
            registered.path("client").path("client_id").asString(),
            registered.path("client_secret").asString());
    String email = People.newEmail();
    People.register(api, email);
    LoginRequest login = LoginRequest.byEmail(email, People.PASSWORD);
    TokenAnswer own = client.post("/v1/auth/login", login).expect(200).as(TokenAnswer.class);
    assertThat(algorithmOf(own)).isEqualTo("EdDSA");
    api.withToken(own.accessToken()).get("/v1/me").expect(200);
    TokenAnswer renewed =
        client
            .post("/v1/auth/refresh", Map.of("refresh_token", own.refreshToken()))
            .expect(200)
            .as(TokenAnswer.class);
    assertThat(algorithmOf(renewed)).isEqualTo("EdDSA");
    TokenAnswer usual = api.post("/v1/auth/login", login).expect(200).as(TokenAnswer.class);
    assertThat(algorithmOf(usual)).isEqualTo("ES256");
    ApiClient wrong = basic(registered.path("client").path("client_id").asString(), "cs_wrong");
    assertThat(wrong.post("/v1/auth/login", login).expect(401).code()).isEqualTo("invalid_client");
  }

  @Test
  void showsClientsWithoutTheirSecrets() {
    JsonNode registered = register("listed " + People.newUsername(), true, false);
    String secret = registered.path("client_secret").asString();
    String listed = administrator.get("/v1/admin/clients?limit=200").expect(200).text();
    assertThat(listed)
        .contains(registered.path("client").path("client_id").asString())
        .doesNotContain(secret);
    assertThat(
            superuser
                .sql("select count(*) from clients where position(:secret in secret_hash) > 0")
                .param("secret", secret.getBytes(StandardCharsets.UTF_8))
                .query(Integer.class)
                .single())
        .isZero();
    JsonNode page = administrator.get("/v1/admin/clients?limit=1").expect(200).json();
    assertThat(page.path("items").size()).isEqualTo(1);
    register("another", false, false);
    String cursor =
        administrator
            .get("/v1/admin/clients?limit=1")
            .expect(200)
            .json()
            .path("next_cursor")
            .asString();
    administrator.get("/v1/admin/clients?limit=1&cursor=" + cursor).expect(200);
    administrator.get("/v1/admin/clients?limit=0").expect(400);
    administrator.get("/v1/admin/clients?cursor=x").expect(400);
  }

  @Test
  void namesWhatIsWrongWithAClient() {
    Answer refused =
        administrator
            .post("/v1/admin/clients", Map.of("name", "", "algorithm", "HS256"))
            .expect(400);
    assertThat(refused.json().path("errors").values())
        .extracting(error -> error.path("field").asString())
        .containsExactly("name", "algorithm");
    api.withToken(People.register(api).accessToken())
        .post("/v1/admin/clients", Map.of("name", "x"))
        .expect(403);
  }

  @Test
  void revokesAnAccessTokenForWhoeverHoldsIt() {
    TokenAnswer person = People.register(api);
    form(api, "/oauth2/revoke", Map.of("token", person.accessToken())).expect(200);

    Answer refused = api.withToken(person.accessToken()).get("/v1/me").expect(401);
    assertThat(refused.code()).isEqualTo("invalid_token");
    assertThat(refused.header("WWW-Authenticate").orElseThrow()).contains("invalid_token");
    assertInactive(client(true, false), person.accessToken());
    // The session lasts, and so does its refresh token.
    TokenAnswer renewed =
        api.post("/v1/auth/refresh", Map.of("refresh_token", person.refreshToken()))
            .expect(200)
            .as(TokenAnswer.class);
    api.withToken(renewed.accessToken()).get("/v1/me").expect(200);
    assertThat(recordOf(person.accessToken())).isEqualTo("access_token revoked by its holder 900");
  }

  @Test
  void endsTheSessionWithItsRefreshToken() {
    TokenAnswer person = People.register(api);
    Map<String, String> form =
        Map.of("token", person.refreshToken(), "token_type_hint", "access_token");
    form(api, "/oauth2/revoke", form).expect(200);
    api.withToken(person.accessToken()).get("/v1/me").expect(401);
    api.post("/v1/auth/refresh", Map.of("refresh_token", person.refreshToken())).expect(401);
  }

  @Test
  void answersTheSameToATokenThatIsGoodForNothing() {
    TokenAnswer person = People.register(api);
    for (String token : List.of("x", person.accessToken() + "x", "..", person.accessToken())) {
      for (int again = 0; again < 2; again++) {
        assertThat(form(api, "/oauth2/revoke", Map.of("token", token)).expect(200).text())
            .isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "token=", "token=a&token=b", "token=a&x=1&x=2", "x=1"})
  void wantsOneTokenInAForm(String body) {
    Answer refused =
        api.with("Content-Type", "application/x-www-form-urlencoded")
            .send("POST", "/oauth2/revoke", BodyPublishers.ofString(body))
            .expect(400);
    assertThat(refused.json().path("error").asString()).isEqualTo("invalid_request");
  }

  @Test
  void readsNoTokenFromAnAddressOrJson() {
    TokenAnswer person = People.register(api);
    api.with("Content-Type", "application/x-www-form-urlencoded")
        .send(
            "POST", "/oauth2/revoke?token=" + person.accessToken(), BodyPublishers.ofString("x=1"))
        .expect(400);
    api.post("/oauth2/revoke", Map.of("token", person.accessToken())).expect(415);
    api.withToken(person.accessToken()).get("/v1/me").expect(200);
  }

  @Test
  void revokesATokenByItsIdWithGrace() {
    TokenAnswer person = People.register(api);
    String jti = claims(person.accessToken()).path("jti").asString();
    JsonNode later =
        administrator
            .post(
                "/v1/admin/revocations",
                Map.of("kind", "token", "subject", jti, "reason", "lost", "grace", 600))
            .expect(200)
            .json();
    assertThat(later.path("effective_at").asString()).isNotEmpty();
    api.withToken(person.accessToken()).get("/v1/me").expect(200);
    revoke("token", jti, "lost telephone").expect(200);
    api.withToken(person.accessToken()).get("/v1/me").expect(401);
  }

  @Test
  void endsASessionByItsIdAtOnceOrLater() {
    TokenAnswer person = People.register(api);
    String session = claims(person.accessToken()).path("sid").asString();
    administrator
        .post(
            "/v1/admin/revocations",
            Map.of("kind", "session", "subject", session, "reason", "moving", "grace", 600))
        .expect(200);
    api.withToken(person.accessToken()).get("/v1/me").expect(200);
    TokenAnswer renewed =
        api.post("/v1/auth/refresh", Map.of("refresh_token", person.refreshToken()))
            .expect(200)
            .as(TokenAnswer.class);
    assertThat(revoke("session", session, "lost").expect(200).json().path("sessions").asInt())
        .isEqualTo(1);
    api.withToken(renewed.accessToken()).get("/v1/me").expect(401);
    revoke("session", session, "lost").expect(404);
  }

  @Test
  void endsEverySessionOfAPerson() {
    String email = People.newEmail();
    TokenAnswer first = People.register(api, email);
    TokenAnswer second =
        api.post("/v1/auth/login", LoginRequest.byEmail(email, People.PASSWORD))
            .expect(200)
            .as(TokenAnswer.class);
    JsonNode done = revoke("user", first.user().id(), "stolen laptop").expect(200).json();
    assertThat(done.path("sessions").asInt()).isEqualTo(2);
    api.withToken(first.accessToken()).get("/v1/me").expect(401);
    api.withToken(second.accessToken()).get("/v1/me").expect(401);
    // They may sign in again.
    api.post("/v1/auth/login", LoginRequest.byEmail(email, People.PASSWORD)).expect(200);
  }

  @ParameterizedTest
  @CsvSource({
    "token,x,subject",
    "token,,subject",
    "session,usr_00000000000000000000000000,subject",
    "user,x,subject",
    "tenant,x,subject",
    "everything,x,subject",
    "world,,kind",
    ",,kind"
  })
  void namesWhatIsWrongWithARevocation(
      @Nullable String kind, @Nullable String subject, String field) {
    Answer refused = revoke(kind, subject, "test").expect(400);
    assertThat(refused.json().path("errors").values())
        .extracting(error -> error.path("field").asString())
        .containsExactly(field);
  }

  @Test
  void knowsNothingToRevokeByAnUnknownId() {
    revoke("token", "0190a000-0000-7000-8000-000000000001", "test").expect(404);
    revoke("session", new SessionId(new UUID(1, 2)).text(), "test").expect(404);
    revoke("user", new UserId(new UUID(1, 2)).text(), "test").expect(404);
  }

  @Test
  void logsNoSecretOfAClient() {
    try (LogCapture log = LogCapture.start()) {
      JsonNode registered = register("quiet", true, true);
      String secret = registered.path("client_secret").asString();
      TokenAnswer person = People.register(api);
      ApiClient client = basic(registered.path("client").path("client_id").asString(), secret);
      introspect(client, person.accessToken()).expect(200);
      form(client, "/oauth2/revoke", Map.of("token", person.accessToken())).expect(200);
      log.assertNeverContains(secret);
      log.assertNeverContains(person.accessToken());
    }
  }

  private void assertInactive(ApiClient client, String token) {
    assertThat(introspect(client, token).expect(200).text()).isEqualTo("{\"active\":false}");
  }

  private static Answer introspect(ApiClient client, String token) {
    return form(client, "/oauth2/introspect", Map.of("token", token));
  }

  private Answer revoke(@Nullable String kind, @Nullable String subject, String reason) {
    Map<String, Object> body = new HashMap<>();
    body.put("reason", reason);
    if (kind != null) {
      body.put("kind", kind);
    }
    if (subject != null) {
      body.put("subject", subject);
    }
    return administrator.post("/v1/admin/revocations", body);
  }

  private ApiClient client(boolean mayIntrospect, boolean mayRevoke) {
    JsonNode registered = register("test", mayIntrospect, mayRevoke);
    return basic(
        registered.path("client").path("client_id").asString(),
        registered.path("client_secret").asString());
  }

  private JsonNode register(String name, boolean mayIntrospect, boolean mayRevoke) {
    return administrator
        .post(
            "/v1/admin/clients",
            Map.of("name", name, "may_introspect", mayIntrospect, "may_revoke", mayRevoke))
        .expect(201)
        .json();
  }

  private ApiClient basic(String id, String secret) {
    String pair = id + ":" + secret;
    return api.with(
        "Authorization",
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
  }

  private static Answer form(ApiClient client, String path, Map<String, String> fields) {
    StringBuilder body = new StringBuilder();
    fields.forEach((name, value) ->
        body.append(body.isEmpty() ? "" : "&")
            .append(name)
            .append('=')
            .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return client
        .with("Content-Type", "application/x-www-form-urlencoded")
        .send("POST", path, BodyPublishers.ofString(body.toString()));
  }

  private String recordOf(String token) {
    return superuser
        .sql(
            """
            select kind || ' ' || reason || ' '
              || round(extract(epoch from expires_at - revoked_at) / 10) * 10
            from revocations
            where id = :id::uuid
            """)
        .param("id", claims(token).path("jti").asString())
        .query(String.class)
        .single();
  }

  private static String algorithmOf(TokenAnswer answer) {
    byte[] header = Base64.getUrlDecoder().decode(answer.accessToken().split("\\.", 2)[0]);
    return JsonMapper.shared().readTree(header).path("alg").asString();
  }

  private static JsonNode claims(String token) {
    return JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(token.split("\\.", 3)[1]));
  }
}
