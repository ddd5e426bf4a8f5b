package dev.countersign.server.apikeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.CreatedApiKey;
import dev.countersign.server.platform.id.ApiKeyId;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.testsupport.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Making, listing, rotating and revoking keys over HTTP. */
@ServerTest
class ApiKeysHttpTests {
  private final ApiClient api;
  private final TestDatabase database;
  private final JdbcClient superuser;

  ApiKeysHttpTests(@LocalServerPort int port, TestDatabase database) {
    this.api = ApiClient.of(port);
    this.database = database;
    this.superuser = JdbcClient.create(StoreFixture.source(database.superuser()));
  }

  @Test
  void showsAKeyOnce() {
    ApiClient ann = person();
    Answer answer = ann.post("/v1/api-keys", Map.of("name", "ci")).expect(201);
    CreatedApiKey made = answer.as(CreatedApiKey.class);

    assertThat(answer.header("Cache-Control").orElseThrow()).contains("no-store");
    assertThat(made.apiKey()).matches("cs_test_[0-9A-Za-z]{54}");
    assertThat(made.message())
        .isEqualTo("Store this API key securely. It will not be shown again.");
    assertThat(made.key().keyPrefix()).hasSize(20);
    assertThat(made.apiKey()).startsWith(made.key().keyPrefix());
    assertThat(ann.get("/v1/api-keys").expect(200).text())
        .contains(made.keyId())
        .doesNotContain(made.apiKey());
    assertThat(made.toString()).doesNotContain(made.apiKey());
  }

  @Test
  void keepsNothingOfAKeyButItsHash() {
    CreatedApiKey made = make(person(), Map.of("name", "ci"));
    String row =
        superuser
            .sql("select api_keys::text from api_keys where id = :id")
            .param("id", idOf(made))
            .query(String.class)
            .single();
    assertThat(row).doesNotContain(made.apiKey().substring(20, 56));
    assertThat(
            superuser
                .sql("select key_hash = sha256(:text) from api_keys where id = :id")
                .param("text", made.apiKey().getBytes(StandardCharsets.US_ASCII))
                .param("id", idOf(made))
                .query(Boolean.class)
                .single())
        .isTrue();
  }

  @Test
  void givesAKeyWhatIsUsual() {
    CreatedApiKey made = make(person(), Map.of("name", "  plain  "));
    assertThat(made.key().name()).isEqualTo("plain");
    assertThat(made.key().scopes()).containsExactly("read");
    assertThat(Duration.between(made.key().createdAt(), made.key().expiresAt()))
        .isEqualTo(Duration.ofDays(90));
    assertThat(made.key().rateLimit()).isEqualTo(1000);
    assertThat(made.key().rateLimitWindow()).isEqualTo(3600);
    assertThat(made.key().isServiceKey()).isFalse();
    assertThat(made.key().isActive()).isTrue();
    assertThat(made.key().allowedIps()).isEmpty();
    assertThat(made.key().rotateBy()).isNull();
  }

  @Test
  void takesAllThatCanBeSet() {
    CreatedApiKey made =
        make(
            Administrators.create(api, database),
            Map.of(
                "name",
                "all",
                "scopes",
                List.of("billing:read", "reports:*", "delete"),
                "expires_in_days",
                10,
                "allowed_ips",
                List.of("192.0.2.7/24", "2001:DB8::/32"),
                "allowed_origins",
                List.of("https://App.example.org"),
                "rate_limit",
                100,
                "rate_limit_window",
                60,
                "is_service_key",
                true));
    assertThat(made.key().scopes()).containsExactly("billing:read", "delete", "reports:*");
    assertThat(made.key().allowedIps()).containsExactly("192.0.2.0/24", "2001:db8:0:0:0:0:0:0/32");
    assertThat(made.key().allowedOrigins()).containsExactly("https://app.example.org");
    assertThat(made.key().isServiceKey()).isTrue();
    assertThat(made.key().userId()).isNull();
    // Within a fortnight of its end it should be rotated.
    assertThat(made.key().rotateBy()).isEqualTo(made.key().expiresAt());
  }

  @Test
  void namesEveryFieldAtFault() {
    Answer refused =
        person()
            .post(
                "/v1/api-keys",
                Map.of(
                    "name",
                    "",
                    "scopes",
                    List.of("read", "READ", "a b"),
                    "expires_in_days",
                    366,
                    "allowed_ips",
                    List.of("10.0.0.0/33"),
                    "allowed_origins",
                    List.of("https://a.example/path"),
                    "rate_limit",
                    99,
                    "rate_limit_window",
                    59))
            .expect(400);
    assertThat(refused.json().path("errors").values())
        .extracting(error -> error.path("field").asString())
        .containsExactly(
            "name",
            "scopes[1]",
            "scopes[2]",
            "expires_in_days",
            "allowed_ips[0]",
            "allowed_origins[0]",
            "rate_limit",
            "rate_limit_window");
  }

  @Test
  void givesNobodyMoreThanTheyMay() {
    ApiClient ann = person();
    for (String scope : List.of("admin", "delete", "tenant:read", "*:*", "payments:*")) {
      Answer refused =
          ann.post("/v1/api-keys", Map.of("name", "more", "scopes", List.of("read", scope)))
              .expect(403);
      assertThat(refused.code()).isEqualTo("insufficient_scope");
      assertThat(refused.json().path("detail").asString())
          .startsWith("Insufficient permissions. Missing scopes: ");
    }
    make(ann, Map.of("name", "enough", "scopes", List.of("read", "write", "payments:write")));
    ann.post("/v1/api-keys", Map.of("name", "service", "is_service_key", true)).expect(403);
  }

  @Test
  void knowsTheThirteenScopes() {
    List<String> scopes =
        List.of(
            "admin",
            "analytics:read",
            "analytics:write",
            "billing:read",
            "billing:write",
            "delete",
            "read",
            "tenant:admin",
            "tenant:read",
            "tenant:write",
            "value_model:read",
            "value_model:write",
            "write");
    CreatedApiKey made =
        make(Administrators.create(api, database), Map.of("name", "13", "scopes", scopes));
    assertThat(made.key().scopes()).containsExactlyElementsOf(scopes);
  }

  @Test
  void givesAPersonTenKeysEvenWhenTheyAskAtOnce() throws Exception {
    ApiClient ann = person();
    List<Future<Answer>> asked = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 16; i++) {
        String name = "key " + i;
        asked.add(threads.submit(() -> ann.post("/v1/api-keys", Map.of("name", name))));
      }
    }
    List<Integer> statuses = new ArrayList<>();
    for (Future<Answer> answer : asked) {
      statuses.add(answer.get().status());
      if (answer.get().status() != 201) {
        assertThat(answer.get().code()).isEqualTo("too_many_api_keys");
      }
    }
    assertThat(statuses).filteredOn(status -> status == 201).hasSize(10);
    assertThat(statuses).filteredOn(status -> status == 409).hasSize(6);
    List<JsonNode> keys = items(ann);
    // The room of one that was revoked is free; the one of a rotation is not taken twice.
    ann.delete("/v1/api-keys/" + keys.getFirst().path("key_id").asString()).expect(204);
    ann.post("/v1/api-keys/" + keys.get(1).path("key_id").asString() + "/rotate").expect(201);
    make(ann, Map.of("name", "one more"));
    ann.post("/v1/api-keys", Map.of("name", "one too many")).expect(409);
    keys.forEach(key -> ann.delete("/v1/api-keys/" + key.path("key_id").asString()));
  }

  @Test
  void rotatesAKeyAndEndsTheOldOneAfterItsGrace() {
    ApiClient ann = person();
    CreatedApiKey old =
        make(
            ann,
            Map.of("name", "x".repeat(100), "expires_in_days", 30, "allowed_ips", List.of("::1")));
    Answer answer =
        ann.post("/v1/api-keys/" + old.keyId() + "/rotate", Map.of("grace_minutes", 5)).expect(201);
    CreatedApiKey fresh = answer.as(CreatedApiKey.class);

    assertThat(fresh.apiKey()).isNotEqualTo(old.apiKey());
    assertThat(fresh.replaces()).isEqualTo(old.keyId());
    assertThat(fresh.replacedEndsAt())
        .isBetween(Instant.now().plusSeconds(280), Instant.now().plusSeconds(300));
    assertThat(fresh.key().name()).isEqualTo("x".repeat(90) + " (Rotated)");
    assertThat(fresh.key().allowedIps()).containsExactly("0:0:0:0:0:0:0:1");
    assertThat(Duration.between(fresh.key().createdAt(), fresh.key().expiresAt()))
        .isEqualTo(Duration.ofDays(30));
    assertThat(one(ann, old).path("status").asString()).isEqualTo("replaced");
    assertThat(one(ann, old).path("ends_at").asString())
        .isEqualTo(String.valueOf(fresh.replacedEndsAt()));
    // A key is rotated once; then it is the new one's turn.
    ann.post("/v1/api-keys/" + old.keyId() + "/rotate").expect(404);
    CreatedApiKey next =
        ann.post("/v1/api-keys/" + fresh.keyId() + "/rotate").expect(201).as(CreatedApiKey.class);
    assertThat(next.key().name()).isEqualTo(fresh.key().name());
    assertThat(next.replacedEndsAt()).isAfter(Instant.now().plusSeconds(3_500));
    ann.post("/v1/api-keys/" + next.keyId() + "/rotate", Map.of("grace_minutes", 0)).expect(201);
    assertThat(one(ann, next).path("status").asString()).isEqualTo("expired");
    ann.post("/v1/api-keys/" + next.keyId() + "/rotate", Map.of("grace_minutes", -1)).expect(400);
  }

  @Test
  void revokesAKeyOnce() {
    ApiClient ann = person();
    CreatedApiKey made = make(ann, Map.of("name", "gone"));
    ann.delete("/v1/api-keys/" + made.keyId()).expect(204);
    ann.delete("/v1/api-keys/" + made.keyId()).expect(404);
    assertThat(one(ann, made).path("is_active").asBoolean()).isFalse();
    assertThat(one(ann, made).path("status").asString()).isEqualTo("revoked");
    ann.post("/v1/api-keys/" + made.keyId() + "/rotate").expect(404);
    ann.delete("/v1/api-keys/x").expect(404);
  }

  @Test
  void showsAndLeavesKeysToTheirOwners() {
    CreatedApiKey made = make(person(), Map.of("name", "mine"));
    ApiClient ben = person();
    assertThat(ben.get("/v1/api-keys?all=true").expect(200).text()).doesNotContain(made.keyId());
    ben.get("/v1/api-keys/" + made.keyId()).expect(404);
    ben.get("/v1/api-keys/" + made.keyId() + "/usage").expect(404);
    ben.delete("/v1/api-keys/" + made.keyId()).expect(404);
    ben.post("/v1/api-keys/" + made.keyId() + "/rotate").expect(404);
    api.get("/v1/api-keys").expect(401);

    ApiClient administrator = Administrators.create(api, database);
    assertThat(administrator.get("/v1/api-keys").expect(200).text()).doesNotContain(made.keyId());
    assertThat(administrator.get("/v1/api-keys?all=true").expect(200).text())
        .contains(made.keyId());
    administrator.delete("/v1/api-keys/" + made.keyId()).expect(204);
  }

  @Test
  void leavesAServiceKeyToEveryAdministrator() {
    CreatedApiKey made =
        make(Administrators.create(api, database), Map.of("name", "svc", "is_service_key", true));
    ApiClient other = Administrators.create(api, database);
    assertThat(other.get("/v1/api-keys").expect(200).text()).contains(made.keyId());
    other.post("/v1/api-keys/" + made.keyId() + "/rotate").expect(201);
    other.delete("/v1/api-keys/" + made.keyId()).expect(204);
  }

  @Test
  void recordsEveryStepOfAKey() {
    ApiClient ann = person();
    CreatedApiKey made = make(ann, Map.of("name", "audited"));
    CreatedApiKey fresh =
        ann.post("/v1/api-keys/" + made.keyId() + "/rotate").expect(201).as(CreatedApiKey.class);
    ann.delete("/v1/api-keys/" + fresh.keyId()).expect(204);
    assertThat(events(made)).containsExactly("api_key.created", "api_key.rotated");
    assertThat(events(fresh)).containsExactly("api_key.created", "api_key.revoked");
  }

  private List<@Nullable String> events(CreatedApiKey key) {
    return superuser
        .sql("select type from audit_events where target_id = :id order by id")
        .param("id", key.keyId())
        .query(String.class)
        .list();
  }

  private static JsonNode one(ApiClient owner, CreatedApiKey key) {
    return owner.get("/v1/api-keys/" + key.keyId()).expect(200).json();
  }

  private static List<JsonNode> items(ApiClient owner) {
    return List.copyOf(owner.get("/v1/api-keys").expect(200).json().path("items").values());
  }

  private static CreatedApiKey make(ApiClient owner, Map<String, Object> wish) {
    return owner.post("/v1/api-keys", wish).expect(201).as(CreatedApiKey.class);
  }

  private static UUID idOf(CreatedApiKey made) {
    return ApiKeyId.parse(made.keyId()).orElseThrow().value();
  }

  private ApiClient person() {
    return api.withToken(People.register(api).accessToken());
  }
}
