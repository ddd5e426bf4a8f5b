package dev.countersign.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.LoginRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What audit hears of sign-ins, and what the world sees of the keys. */
@ServerTest
class AuditedSignInTests {
  private final ApiClient api;
  private final TenantTransactions transactions;
  private final JdbcClient jdbc;

  AuditedSignInTests(@LocalServerPort int port, TenantTransactions transactions, JdbcClient jdbc) {
    this.api = ApiClient.of(port);
    this.transactions = transactions;
    this.jdbc = jdbc;
  }

  @Test
  void recordsTheLifeOfASession() {
    String email = People.newEmail();
    TokenAnswer registered = People.register(api, email);
    api.post("/v1/auth/login", LoginRequest.byEmail(email, "quite another one")).expect(401);
    TokenAnswer answer =
        api.post("/v1/auth/login", LoginRequest.byEmail(email, People.PASSWORD))
            .expect(200)
            .as(TokenAnswer.class);
    TokenAnswer renewed = refresh(answer).expect(200).as(TokenAnswer.class);
    // The same again, within the window: nothing new happens.
    refresh(answer).expect(200);
    api.withToken(renewed.accessToken()).post("/v1/auth/logout").expect(204);
    refresh(renewed).expect(401);

    assertThat(eventsOn(registered.user().id()))
        .containsExactly(
            "user.registered info",
            "auth.login.failed warning",
            "auth.login.success info",
            "auth.token.refreshed info",
            "auth.logout info",
            "auth.token.refused warning");
  }

  @Test
  void recordsWhomNobodyKnowsUnderTheTenantsKey() {
    String request = UUID.randomUUID().toString();
    api.with("X-Request-ID", request)
        .post("/v1/auth/login", LoginRequest.byEmail(People.newEmail(), People.PASSWORD))
        .expect(401);
    List<Map<String, @Nullable Object>> events =
        transactions.in(
            TenantId.DEFAULT,
            () ->
                jdbc.sql(
                        """
                        select type, actor_id, target_id, metadata::text as metadata, personal
                        from audit_events
                        where request_id = :request
                        """)
                    .param("request", request)
                    .query()
                    .listOfRows());
    assertThat(events).hasSize(1);
    Map<String, @Nullable Object> event = events.getFirst();
    assertThat(event).containsEntry("type", "auth.login.failed").containsEntry("actor_id", null);
    assertThat(event.get("target_id")).isNull();
    assertThat(event.get("metadata")).asString().contains("unknown_user").doesNotContain("@");
    assertThat(event.get("personal")).isNotNull();
  }

  @Test
  void publishesPublicKeysOnlyAndTheOneInUse() {
    String token = People.register(api).accessToken();
    JsonNode header =
        JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(token.split("\\.", 2)[0]));
    JsonNode keys = api.get("/.well-known/jwks.json").expect(200).json().path("keys");
    assertThat(keys.values())
        .allSatisfy(key ->
            assertThat(Set.of("kty", "crv", "x", "y", "n", "e", "kid", "use", "alg"))
                .containsAll(key.propertyNames()))
        .anySatisfy(key -> {
          assertThat(key.path("kid")).isEqualTo(header.path("kid"));
          assertThat(key.path("alg").asString()).isEqualTo("ES256");
        });
    assertThat(header.path("typ").asString()).isEqualTo("at+jwt");
  }

  private ApiClient.Answer refresh(TokenAnswer answer) {
    return api.post("/v1/auth/refresh", Map.of("refresh_token", answer.refreshToken()));
  }

  private List<String> eventsOn(String user) {
    String target = UserId.parse(user).orElseThrow().text();
    return transactions.in(
        TenantId.DEFAULT,
        () ->
            jdbc.sql(
                    """
                    select type || ' ' || severity
                    from audit_events
                    where target_id = :target
                    order by id
                    """)
                .param("target", target)
                .query(String.class)
                .list());
  }
}
