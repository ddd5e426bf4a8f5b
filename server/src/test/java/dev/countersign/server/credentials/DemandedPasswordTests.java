package dev.countersign.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.PasswordChangeRequest;
import dev.countersign.api.PasswordPolicySettings;
import dev.countersign.api.RegisterRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.People;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Passwords that have to be changed before anybody gets in by them. */
class DemandedPasswordTests extends PasswordScene {
  DemandedPasswordTests(@LocalServerPort int port, Parts parts) {
    super(port, parts);
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

  private Answer changeByToken(String token, String wanted) {
    return api.post("/v1/auth/password/change", PasswordChangeRequest.byToken(token, wanted));
  }

  private static String token(JsonNode problem) {
    return problem.path("context").path("change_token").asString();
  }

  private String administratorsEmail() {
    String token = Administrators.tokenOf(api, database);
    return api.withToken(token).get("/v1/me").expect(200).json().path("email").asString();
  }
}
