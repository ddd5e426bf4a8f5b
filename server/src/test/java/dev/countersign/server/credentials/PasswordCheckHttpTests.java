package dev.countersign.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.PasswordCheckRequest;
import dev.countersign.api.PasswordPolicySettings;
import dev.countersign.api.RegisterRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.People;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Passwords before they are anybody's: how good they are, and whether they are known. */
class PasswordCheckHttpTests extends PasswordScene {
  PasswordCheckHttpTests(@LocalServerPort int port, Parts parts) {
    super(port, parts);
  }

  @Test
  void tellsHowGoodAPasswordIs() {
    JsonNode weak =
        api.post("/v1/auth/password/check", new PasswordCheckRequest("password", null, null))
            .expect(200)
            .json();
    assertThat(weak.path("valid").asBoolean()).isFalse();
    assertThat(weak.path("errors").values())
        .extracting(error -> error.path("code").asString())
        .containsExactly("too_short", "common");
    assertThat(weak.path("errors").path(0).path("message").asString()).contains("15");
    assertThat(weak.path("strength_score").asInt()).isEqualTo(30);
    assertThat(weak.path("entropy_bits").decimalValue()).isEqualByComparingTo("37.6");
    assertThat(weak.path("character_diversity").decimalValue()).isEqualByComparingTo("0.88");

    JsonNode good =
        api.post("/v1/auth/password/check", new PasswordCheckRequest(ANOTHER, "ann", "a@b.example"))
            .expect(200)
            .json();
    assertThat(good.path("valid").asBoolean()).isTrue();
    assertThat(good.path("strength_score").asInt()).isEqualTo(100);
  }

  @Test
  void tellsThatAPasswordIsKnownFromBreaches() {
    String leaked = "a password that leaked once";
    BREACHES.list(leaked, 3);
    JsonNode answer =
        api.post("/v1/auth/password/check", new PasswordCheckRequest(leaked, null, null))
            .expect(200)
            .json();
    assertThat(answer.path("errors").path(0).path("code").asString()).isEqualTo("breached");
    assertThat(answer.path("strength_score").asInt()).isEqualTo(50);
    assertThat(
            api.post("/v1/auth/register", new RegisterRequest(People.newEmail(), leaked, null))
                .expect(422)
                .json()
                .path("errors")
                .path(0)
                .path("code")
                .asString())
        .isEqualTo("breached");
  }

  @Test
  void makesPasswordsThatAreAccepted() {
    for (String profile : List.of("nist", "valueverse", "payymo", "fog")) {
      setPolicy(PasswordPolicySettings.of(profile));
      String made =
          api.post("/v1/auth/password/generate", Map.of())
              .expect(200)
              .json()
              .path("password")
              .asString();
      assertThat(made).hasSize(16);
      assertThat(
              api.post("/v1/auth/password/check", new PasswordCheckRequest(made, null, null))
                  .json()
                  .path("valid")
                  .asBoolean())
          .isTrue();
    }
    api.post("/v1/auth/password/generate", Map.of("length", 7)).expect(400);
    api.post("/v1/auth/password/generate", Map.of("length", 40)).expect(200);
  }

  @Test
  void letsPassWhatCannotBeLookedUpWhereThePolicySaysSo() {
    String email = People.newEmail();
    BREACHES.answerWith(500);
    TokenAnswer person = People.register(api, email);
    login(email, People.PASSWORD).expect(200);
    assertThat(eventsOn(person)).contains("auth.password.breach_unchecked");
  }

  @Test
  void letsNobodyPassUncheckedWhereThePolicySaysSo() {
    String email = People.newEmail();
    TokenAnswer person = People.register(api, email);
    setPolicy("{\"profile\": \"nist\", \"breach_check\": \"fail_closed\"}");
    BREACHES.answerWith(500);

    Answer refused = login(email, People.PASSWORD).expect(503);
    assertThat(refused.header("Retry-After")).isPresent();
    assertThat(eventsOn(person)).contains("auth.password.breach_unchecked");
    assertThat(
            faults(
                api.post("/v1/auth/register", new RegisterRequest(People.newEmail(), ANOTHER, null))
                    .expect(422)))
        .containsExactly("password:breach_unchecked");

    BREACHES.answerWith(200);
    login(email, People.PASSWORD).expect(200);
  }
}
