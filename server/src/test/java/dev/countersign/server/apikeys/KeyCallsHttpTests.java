package dev.countersign.server.apikeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.ApiKeyUsage;
import dev.countersign.api.CreatedApiKey;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.platform.id.ApiKeyId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.LogCapture;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.testsupport.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Calling with a key: who is let in, where to, and what is counted. */
@ServerTest
class KeyCallsHttpTests {
  private static final String FILLER = "000000000000000000000000000000000000000000000000000000";

  private final ApiClient api;
  private final TestDatabase database;
  private final JdbcClient superuser;

  KeyCallsHttpTests(@LocalServerPort int port, TestDatabase database) {
    this.api = ApiClient.of(port);
    this.database = database;
    this.superuser = JdbcClient.create(StoreFixture.source(database.superuser()));
  }

  @Test
  void letsInAsItsOwnerInEitherHeader() {
    TokenAnswer ann = People.register(api);
    CreatedApiKey key = Keys.make(as(ann));
    for (ApiClient caller : List.of(with(key), api.withToken(key.apiKey()))) {
      assertThat(caller.get("/v1/me").expect(200).json().path("id").asString())
          .isEqualTo(ann.user().id());
      caller.get("/v1/account").expect(200);
    }
    api.withToken(key.apiKey()).with(Keys.HEADER, key.apiKey()).get("/v1/me").expect(200);
  }

  @Test
  void tellsWhatScopeIsMissing() {
    CreatedApiKey key = Keys.make(as(People.register(api)), "read");
    Answer refused =
        with(key).with("Idempotency-Key", "k").post("/v1/payments", Map.of()).expect(403);
    assertThat(refused.code()).isEqualTo("insufficient_scope");
    assertThat(refused.json().path("detail").asString())
        .isEqualTo("Insufficient permissions. Missing scopes: payments:write.");
    assertThat(refused.header("WWW-Authenticate").orElseThrow()).contains("insufficient_scope");
    with(key).get("/v1/admin/clients").expect(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "cs_test_x", "cs_live_" + FILLER, "cs_test_" + FILLER, "x y"})
  void refusesWhatIsNoKey(String text) {
    Answer refused = api.with(Keys.HEADER, text).get("/v1/me").expect(401);
    assertThat(refused.code()).isEqualTo("invalid_api_key");
  }

  @Test
  void refusesASecretThatIsNotTheKeys() {
    CreatedApiKey key = Keys.make(as(People.register(api)));
    KeyText other = KeyText.generate(KeyText.Kind.TEST, new SplittableRandom(System.nanoTime()));
    superuser
        .sql("update api_keys set lookup = :lookup where id = :id")
        .param("lookup", other.lookup())
        .param("id", idOf(key))
        .update();
    assertThat(api.with(Keys.HEADER, other.text().reveal()).get("/v1/me").expect(401).code())
        .isEqualTo("invalid_api_key");
  }

  @Test
  void refusesAKeyFromTheMomentItIsRevoked() {
    ApiClient ann = as(People.register(api));
    CreatedApiKey key = Keys.make(ann);
    with(key).get("/v1/me").expect(200);
    ann.delete("/v1/api-keys/" + key.keyId()).expect(204);
    assertThat(with(key).get("/v1/me").expect(401).code()).isEqualTo("invalid_api_key");
  }

  @Test
  void letsARotatedKeyLiveForItsGraceAlone() {
    ApiClient ann = as(People.register(api));
    CreatedApiKey key = Keys.make(ann);
    CreatedApiKey fresh =
        ann.post("/v1/api-keys/" + key.keyId() + "/rotate").expect(201).as(CreatedApiKey.class);
    with(key).get("/v1/me").expect(200);
    with(fresh).get("/v1/me").expect(200);
    // Its hour passes.
    superuser
        .sql("update api_keys set ends_at = now() where id = :id")
        .param("id", idOf(key))
        .update();
    Keys.await("the grace ends", () -> with(key).get("/v1/me").status() == 401);
    assertThat(with(key).get("/v1/me").code()).isEqualTo("api_key_expired");
    with(fresh).get("/v1/me").expect(200);
    CreatedApiKey last =
        ann.post("/v1/api-keys/" + fresh.keyId() + "/rotate", Map.of("grace_minutes", 0))
            .expect(201)
            .as(CreatedApiKey.class);
    with(fresh).get("/v1/me").expect(401);
    with(last).get("/v1/me").expect(200);
  }

  @Test
  void refusesAKeyThatHasExpired() {
    CreatedApiKey key = Keys.make(as(People.register(api)));
    superuser
        .sql(
            "update api_keys set created_at = now() - interval '2 days', expires_at = now()"
                + " where id = :id")
        .param("id", idOf(key))
        .update();
    assertThat(with(key).get("/v1/me").expect(401).code()).isEqualTo("api_key_expired");
  }

  @ParameterizedTest
  @CsvSource({"192.0.2.1, 403", "2001:db8::/32, 403", "127.0.0.0/8, 200"})
  void lookWhereAKeyIsUsedFrom(String network, int status) {
    CreatedApiKey key =
        Keys.make(
            as(People.register(api)),
            Map.of("name", "there", "allowed_ips", List.of(network, "192.0.2.9")));
    Answer answer = with(key).get("/v1/me").expect(status);
    if (status == 403) {
      assertThat(answer.code()).isEqualTo("ip_address_not_allowed");
      assertThat(answer.json().path("title").asString()).isEqualTo("IP address not allowed");
    }
  }

  @Test
  void lookAtTheOriginAndRefuseWhereThereIsNone() {
    CreatedApiKey key =
        Keys.make(
            as(People.register(api)),
            Map.of("name", "page", "allowed_origins", List.of("https://app.example.org")));
    assertThat(with(key).get("/v1/me").expect(403).code()).isEqualTo("origin_not_allowed");
    with(key).with("Origin", "https://evil.example").get("/v1/me").expect(403);
    with(key).with("Origin", "https://app.example.org").get("/v1/me").expect(200);
  }

  @Test
  void takesTheTokenFirstAndRefusesTwoWhoDisagree() {
    TokenAnswer ann = People.register(api);
    CreatedApiKey own = Keys.make(as(ann));
    CreatedApiKey other = Keys.make(as(People.register(api)));
    // The token is of a session, so it may what a key may not.
    as(ann).with(Keys.HEADER, own.apiKey()).get("/v1/sessions").expect(200);
    assertThat(as(ann).with(Keys.HEADER, other.apiKey()).get("/v1/me").expect(401).code())
        .isEqualTo("credentials_disagree");
    assertThat(as(ann).with(Keys.HEADER, "x").get("/v1/me").expect(401).code())
        .isEqualTo("invalid_api_key");
    assertThat(api.withToken("x").with(Keys.HEADER, own.apiKey()).get("/v1/me").expect(401).code())
        .isEqualTo("invalid_token");
    assertThat(
            api.withToken(own.apiKey())
                .with(Keys.HEADER, other.apiKey())
                .get("/v1/me")
                .expect(401)
                .code())
        .isEqualTo("credentials_disagree");
  }

  @Test
  void leavesToPeopleWhatIsTheirs() {
    ApiClient key = with(Keys.make(Administrators.create(api, database), "admin"));
    for (String path : List.of("/v1/sessions", "/v1/api-keys")) {
      assertThat(key.get(path).expect(403).code()).isEqualTo("session_required");
    }
    assertThat(key.post("/v1/api-keys", Map.of("name", "more")).expect(403).code())
        .isEqualTo("session_required");
    assertThat(key.post("/v1/auth/logout").expect(403).code()).isEqualTo("session_required");
    Map<String, String> change =
        Map.of("current_password", People.PASSWORD, "new_password", "another teapot over Brno");
    assertThat(key.post("/v1/auth/password/change", change).expect(403).code())
        .isEqualTo("session_required");
  }

  @Test
  void letsServicesDoWhatNeedsNoPerson() {
    ApiClient service = with(Keys.makeForService(Administrators.create(api, database), "admin"));
    service.get("/v1/admin/clients").expect(200);
    assertThat(service.get("/v1/me").expect(403).code()).isEqualTo("person_required");
    assertThat(service.get("/v1/account").expect(403).code()).isEqualTo("person_required");
    assertThat(service.get("/v1/sessions").expect(403).code()).isEqualTo("session_required");
  }

  @Test
  void givesAKeyNoMoreThanItsOwnerMayNow() {
    TokenAnswer boss = People.register(api);
    UserId id = UserId.parse(boss.user().id()).orElseThrow();
    setRole(id, "administrator");
    ApiClient signedIn =
        api.withToken(
            api.post(
                    "/v1/auth/login",
                    Map.of(
                        "email", String.valueOf(boss.user().email()), "password", People.PASSWORD))
                .expect(200)
                .as(TokenAnswer.class)
                .accessToken());
    CreatedApiKey key = Keys.make(signedIn, "admin");
    with(key).get("/v1/admin/clients").expect(200);
    setRole(id, "user");
    Keys.await("the right is gone", () -> with(key).get("/v1/admin/clients").status() == 403);
    with(key).get("/v1/account").expect(200);
  }

  @Test
  void refusesTheKeysOfSomebodyWhoWasDisabled() {
    TokenAnswer ann = People.register(api);
    CreatedApiKey key = Keys.make(as(ann));
    with(key).get("/v1/me").expect(200);
    superuser
        .sql("update users set status = 'disabled' where id = :id")
        .param("id", UserId.parse(ann.user().id()).orElseThrow().value())
        .update();
    Keys.await("the owner is disabled", () -> with(key).get("/v1/me").status() == 401);
  }

  @Test
  void countsWhatAKeyIsUsedFor() {
    ApiClient ann = as(People.register(api));
    CreatedApiKey key = Keys.make(ann);
    ApiClient caller = with(key).with("User-Agent", "teapot/1.0");
    for (int i = 0; i < 5; i++) {
      caller.get("/v1/account").expect(200);
    }
    caller.get("/v1/payments/pay_00000000000000000000000000").expect(404);
    caller.get("/v1/admin/clients").expect(403);
    String path = "/v1/api-keys/" + key.keyId() + "/usage";
    Keys.await(
        "the counts are written",
        () -> ann.get(path).expect(200).as(ApiKeyUsage.class).requests() == 7);

    ApiKeyUsage usage = ann.get(path).expect(200).as(ApiKeyUsage.class);
    assertThat(usage.endpoints())
        .extracting(e -> e.method() + " " + e.endpoint() + " " + e.requests())
        .containsExactly("GET /v1/account 5", "GET /v1/admin/clients 1", "GET /v1/payments/{id} 1");
    assertThat(usage.statuses())
        .extracting(s -> s.status() + " " + s.requests())
        .containsExactly("200 5", "403 1", "404 1");
    assertThat(usage.days()).hasSize(30);
    assertThat(usage.days().getLast().day()).isEqualTo(usage.to());
    assertThat(usage.days().stream().mapToLong(ApiKeyUsage.Day::requests).sum()).isEqualTo(7);
    ApiKeyUsage.Latency latency = usage.latency();
    assertThat(latency).isNotNull();
    assertThat(latency.p50()).isPositive().isLessThanOrEqualTo(latency.p99());
    assertThat(usage.addresses())
        .singleElement()
        .satisfies(address -> {
          assertThat(address.address()).isIn("127.0.0.1", "0:0:0:0:0:0:0:1");
          assertThat(address.userAgent()).isEqualTo("teapot/1.0");
          assertThat(address.requests()).isEqualTo(7);
        });
    assertThat(ann.get("/v1/api-keys/" + key.keyId()).json().path("last_used").asString())
        .isNotEmpty();
    // Addresses are personal, and sealed.
    assertThat(
            superuser
                .sql("select string_agg(t::text, '') from api_key_addresses t where key_id = :id")
                .param("id", idOf(key))
                .query(String.class)
                .single())
        .doesNotContain("127.0.0.1", "teapot");
  }

  @Test
  void addsWhatIsCountedLaterToWhatWasBefore() {
    ApiClient ann = as(People.register(api));
    CreatedApiKey key = Keys.make(ann);
    String path = "/v1/api-keys/" + key.keyId() + "/usage";
    for (int round = 1; round <= 3; round++) {
      int wanted = round;
      with(key).get("/v1/account").expect(200);
      Keys.await(
          "round " + round + " is written",
          () -> ann.get(path).expect(200).as(ApiKeyUsage.class).requests() == wanted);
    }
    ApiKeyUsage usage = ann.get(path).expect(200).as(ApiKeyUsage.class);
    assertThat(usage.endpoints()).singleElement().extracting("requests").isEqualTo(3L);
    assertThat(usage.addresses()).singleElement().extracting("requests").isEqualTo(3L);
  }

  @Test
  void recordsARefusedKeyOnceAMinute() {
    ApiClient ann = as(People.register(api));
    CreatedApiKey key = Keys.make(ann);
    ann.delete("/v1/api-keys/" + key.keyId()).expect(204);
    for (int i = 0; i < 5; i++) {
      with(key).get("/v1/me").expect(401);
    }
    List<@Nullable String> events =
        superuser
            .sql("select type from audit_events where target_id = :id order by id")
            .param("id", key.keyId())
            .query(String.class)
            .list();
    assertThat(events).containsExactly("api_key.created", "api_key.revoked", "api_key.refused");
  }

  @Test
  void logsNoKey() {
    try (LogCapture log = LogCapture.start()) {
      ApiClient ann = as(People.register(api));
      CreatedApiKey key = Keys.make(ann);
      with(key).get("/v1/me").expect(200);
      api.withToken(key.apiKey()).get("/v1/account").expect(200);
      with(key).get("/v1/admin/clients").expect(403);
      api.with(Keys.HEADER, key.apiKey() + "x").get("/v1/me").expect(401);
      CreatedApiKey fresh =
          ann.post("/v1/api-keys/" + key.keyId() + "/rotate").expect(201).as(CreatedApiKey.class);
      ann.delete("/v1/api-keys/" + key.keyId()).expect(204);
      with(key).get("/v1/me").expect(401);
      // All that follows the prefix that tells one from another.
      log.assertNeverContains(key.apiKey().substring(20));
      log.assertNeverContains(fresh.apiKey().substring(20));
    }
  }

  private ApiClient with(CreatedApiKey key) {
    return api.with(Keys.HEADER, key.apiKey());
  }

  private ApiClient as(TokenAnswer person) {
    return api.withToken(person.accessToken());
  }

  private void setRole(UserId user, String role) {
    superuser
        .sql("update users set roles = array[:role] where id = :id")
        .param("role", role)
        .param("id", user.value())
        .update();
  }

  private static UUID idOf(CreatedApiKey key) {
    return ApiKeyId.parse(key.keyId()).orElseThrow().value();
  }
}
