package dev.countersign.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.LoginRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.People;
import dev.countersign.testsupport.TestDatabase;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Tokens taken back, by whoever holds them and by administrators. */
class RevocationHttpTests extends OAuthScene {
  RevocationHttpTests(@LocalServerPort int port, TestDatabase database) {
    super(port, database);
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
}
