package dev.countersign.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.TokenAnswer;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.LogCapture;
import dev.countersign.server.testing.People;
import dev.countersign.testsupport.TestDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What programs are told of tokens. */
class IntrospectionHttpTests extends OAuthScene {
  IntrospectionHttpTests(@LocalServerPort int port, TestDatabase database) {
    super(port, database);
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
}
