package dev.countersign.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.LoginRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.People;
import dev.countersign.testsupport.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Programs as clients: who they are, and how administrators keep them. */
class ClientsHttpTests extends OAuthScene {
  ClientsHttpTests(@LocalServerPort int port, TestDatabase database) {
    super(port, database);
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

  private static String algorithmOf(TokenAnswer answer) {
    byte[] header = Base64.getUrlDecoder().decode(answer.accessToken().split("\\.", 2)[0]);
    return JsonMapper.shared().readTree(header).path("alg").asString();
  }
}
