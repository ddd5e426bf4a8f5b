package dev.countersign.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.LoginRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.MovableClock;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestDatabase;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

/**
 * The end of all tokens at once. In a service of its own, so that other tests keep their tokens.
 */
@ServerTest
@Import(MovableClock.class)
class EverythingRevokedTests {
  private final ApiClient api;
  private final TestDatabase database;

  EverythingRevokedTests(@LocalServerPort int port, TestDatabase database) {
    this.api = ApiClient.of(port);
    this.database = database;
  }

  @ParameterizedTest
  @ValueSource(strings = {"tenant", "everything"})
  void endsEveryTokenAndSessionAndSignsWithNewKeys(String kind) {
    String email = People.newEmail();
    TokenAnswer person = People.register(api, email);
    ApiClient administrator = Administrators.create(api, database);
    JsonNode keysBefore = api.get("/.well-known/jwks.json").expect(200).json();

    JsonNode done =
        administrator
            .post("/v1/admin/revocations", Map.of("kind", kind, "reason", "a stolen backup"))
            .expect(200)
            .json();

    assertThat(done.path("keys").asInt()).isEqualTo(1);
    assertThat(done.path("sessions").asInt()).isGreaterThanOrEqualTo(3);
    api.withToken(person.accessToken()).get("/v1/me").expect(401);
    api.post("/v1/auth/refresh", Map.of("refresh_token", person.refreshToken())).expect(401);
    administrator.get("/v1/admin/clients").expect(401);
    TokenAnswer again =
        api.post("/v1/auth/login", LoginRequest.byEmail(email, People.PASSWORD))
            .expect(200)
            .as(TokenAnswer.class);
    api.withToken(again.accessToken()).get("/v1/me").expect(200);
    assertThat(api.get("/.well-known/jwks.json").expect(200).json().path("keys").values())
        .hasSize(1)
        .doesNotContainAnyElementsOf(keysBefore.path("keys").values());
  }
}
