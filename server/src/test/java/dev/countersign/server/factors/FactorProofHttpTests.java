package dev.countersign.server.factors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.FactorSetup;
import dev.countersign.api.FactorSetupRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.MovableClock;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.server.testing.TestData;
import dev.countersign.testsupport.TestClock;
import dev.countersign.testsupport.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

/** What a proof is demanded for, and in which session it counts. */
@ServerTest
@Import(MovableClock.class)
class FactorProofHttpTests extends FactorCalls {
  FactorProofHttpTests(
      @LocalServerPort int port, TestClock clock, TestDatabase database, TestData data) {
    super(port, clock, database, data);
  }

  @Test
  void demandsAFreshProofWhereItMattersAndSaysHowToGoOn() {
    Enrolled ann = Enrolled.create(api, clock);
    clock.advance(Duration.ofMinutes(10));
    ApiClient theirs = ann.api();
    for (Answer answer :
        List.of(
            theirs.delete("/v1/mfa/methods/" + ann.methodId()),
            theirs.post("/v1/mfa/recovery-codes"),
            theirs.post("/v1/mfa/methods", Enrolled.totp()))) {
      assertThat(answer.expect(401).code()).isEqualTo("insufficient_user_authentication");
      assertThat(answer.header("WWW-Authenticate").orElseThrow())
          .startsWith("Bearer ")
          .contains(
              "error=\"insufficient_user_authentication\"",
              "max_age=\"600\"",
              "acr_values=\"urn:countersign:acr:mfa\"");
    }
    ann.stepUp(theirs);
    List<String> codes =
        theirs
            .post("/v1/mfa/recovery-codes")
            .expect(200)
            .json()
            .path("recovery_codes")
            .values()
            .stream()
            .map(JsonNode::asString)
            .toList();
    assertThat(codes).hasSize(10).doesNotContainAnyElementsOf(ann.recoveryCodes());
    theirs.delete("/v1/mfa/methods/" + ann.methodId()).expect(204);
    // With the last factor go the recovery codes.
    assertThat(theirs.get("/v1/mfa").expect(200).json().path("methods").size()).isZero();
    ann.login(null).expect(200);
    assertThat(outbox.await(ann.email(), "mfa_changed", 3)).isNotNull();
  }

  @Test
  void countsAProofInItsOwnSessionOnly() {
    Enrolled ann = Enrolled.create(api, clock);
    TokenAnswer other = ann.signIn();
    clock.advance(Duration.ofMinutes(12));
    ann.stepUp(ann.api());
    api.withToken(other.accessToken()).post("/v1/mfa/recovery-codes").expect(401);
    ann.api().post("/v1/mfa/recovery-codes").expect(200);
  }

  @Test
  void takesAChallengeInNoOtherSessionThanItsOwn() {
    Enrolled ann = Enrolled.create(api, clock);
    TokenAnswer other = ann.signIn();
    JsonNode challenge = ann.api().post("/v1/auth/mfa/initiate", Map.of()).expect(200).json();
    Map<String, String> answer =
        Map.of("challenge_id", challenge.path("challenge_id").asString(), "code", ann.nextCode());
    api.withToken(other.accessToken()).post("/v1/auth/mfa/verify", answer).expect(422);
    // Nor does it let anybody in.
    api.post("/v1/auth/mfa/verify", answer).expect(422);
    ann.api().post("/v1/auth/mfa/verify", answer).expect(200);
  }

  @Test
  void finishesNothingThatSomebodyElseBeganBeforeThereWasAFactor() {
    TokenAnswer owner = People.register(api);
    // Somebody who knows the password was in before.
    TokenAnswer stolen = login(owner).expect(200).as(TokenAnswer.class);
    ApiClient thief = api.withToken(stolen.accessToken());
    String number = "+420601999888";
    FactorSetup theirs =
        thief
            .post(
                "/v1/mfa/methods",
                new FactorSetupRequest("sms", null, null, null, null, number, null))
            .expect(201)
            .as(FactorSetup.class);
    String text = outbox.awaitText(number, 1);
    Enrolled.of(api, clock, owner);
    verify(thief, theirs, text.substring(text.length() - 6)).expect(422);
  }

  @Test
  void letsNobodyEnrolByAnOldTokenOnceThereIsAFactor() {
    TokenAnswer owner = People.register(api);
    Administrators.raise(database, owner);
    login(owner).expect(200);
    clock.advance(Duration.ofDays(8));
    String first = enrolmentToken(owner);
    String second = enrolmentToken(owner);
    enrol(first);
    api.post(
            "/v1/mfa/methods", new FactorSetupRequest("totp", null, null, null, null, null, second))
        .expect(401);
  }

  private String enrolmentToken(TokenAnswer person) {
    return login(person).expect(403).json().path("context").path("enrolment_token").asString();
  }
}
