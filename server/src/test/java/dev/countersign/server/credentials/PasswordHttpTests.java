package dev.countersign.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.PasswordChangeRequest;
import dev.countersign.api.PasswordPolicySettings;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.LogCapture;
import dev.countersign.server.testing.People;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Passwords as their owners change them. */
class PasswordHttpTests extends PasswordScene {
  PasswordHttpTests(@LocalServerPort int port, Parts parts) {
    super(port, parts);
  }

  @Test
  void changesAPasswordAndEndsEveryOtherSession() {
    String email = People.newEmail();
    TokenAnswer first = People.register(api, email);
    TokenAnswer other = login(email, People.PASSWORD).expect(200).as(TokenAnswer.class);
    ApiClient caller = api.withToken(first.accessToken());

    try (LogCapture log = LogCapture.start()) {
      caller
          .post(
              "/v1/auth/password/change",
              PasswordChangeRequest.byPassword(People.PASSWORD, ANOTHER))
          .expect(204);
      log.assertNeverContains(ANOTHER);
    }

    caller.get("/v1/me").expect(200);
    refresh(first).expect(200);
    api.withToken(other.accessToken()).get("/v1/me").expect(401);
    refresh(other).expect(401);
    login(email, People.PASSWORD).expect(401);
    login(email, ANOTHER).expect(200);
    assertThat(eventsOn(first)).contains("auth.password.changed");
    assertThat(heard.changes)
        .extracting(change -> change.user().text() + " " + change.how())
        .contains(first.user().id() + " CHANGE");
  }

  @Test
  void changesNothingWithoutThePasswordSoFar() {
    String email = People.newEmail();
    TokenAnswer person = People.register(api, email);
    assertThat(change(person, "not the password so far", ANOTHER).expect(403).code())
        .isEqualTo("wrong_password");
    login(email, People.PASSWORD).expect(200);
    assertThat(eventsOn(person)).contains("auth.password.change_refused");
  }

  @Test
  void changesNothingForNobody() {
    PasswordChangeRequest request = PasswordChangeRequest.byPassword(People.PASSWORD, ANOTHER);
    assertThat(api.post("/v1/auth/password/change", request).expect(401).code())
        .isEqualTo("unauthenticated");
    assertThat(api.withToken("a.b.c").post("/v1/auth/password/change", request).expect(401).code())
        .isEqualTo("invalid_token");
    api.post("/v1/auth/password/change", Map.of("new_password", ANOTHER)).expect(400);
    api.post(
            "/v1/auth/password/change",
            Map.of("current_password", "x", "change_token", "y", "new_password", ANOTHER))
        .expect(400);
  }

  @Test
  void refusesAWeakPasswordAndTheOneSoFar() {
    TokenAnswer person = People.register(api);
    assertThat(faults(change(person, People.PASSWORD, "short one").expect(422)))
        .containsExactly("new_password:too_short");
    assertThat(faults(change(person, People.PASSWORD, People.PASSWORD).expect(422)))
        .containsExactly("new_password:reused");
  }

  @Test
  void remembersFormerPasswordsAsFarAsThePolicySays() {
    setPolicy("{\"profile\": \"nist\", \"history\": 2}");
    TokenAnswer person = People.register(api);
    String first = "First-amber-Kettle-7";
    String second = "Second-olive-Ladder-8";
    String third = "Third-ochre-Window-9";
    change(person, People.PASSWORD, first).expect(204);
    change(person, first, second).expect(204);
    change(person, second, third).expect(204);

    assertThat(faults(change(person, third, second).expect(422)))
        .containsExactly("new_password:reused");
    assertThat(faults(change(person, third, first).expect(422)))
        .containsExactly("new_password:reused");
    // Three back, which is more than two.
    change(person, third, People.PASSWORD).expect(204);
    change(person, People.PASSWORD, first).expect(204);
  }

  @Test
  void keepsAPasswordForTheLeastTimeThatThePolicySays() {
    TokenAnswer person = People.register(api);
    setPolicy(PasswordPolicySettings.of("valueverse"));
    assertThat(faults(change(person, People.PASSWORD, "Kd7!vQm2xTzw").expect(422)))
        .containsExactly("new_password:too_recent");

    clock.advance(Duration.ofDays(1));

    TokenAnswer again =
        login(person.user().email(), People.PASSWORD).expect(200).as(TokenAnswer.class);
    change(again, People.PASSWORD, "Kd7!vQm2xTzw").expect(204);
  }

  @Test
  void leavesNoSessionByTheOldPasswordBehindAChange() throws Exception {
    for (int round = 0; round < 6; round++) {
      String email = People.newEmail();
      TokenAnswer person = People.register(api, email);
      List<Callable<Answer>> deeds = new ArrayList<>();
      for (int number = 0; number < 3; number++) {
        deeds.add(() -> login(email, People.PASSWORD));
      }
      deeds.add(round % 4, () -> change(person, People.PASSWORD, ANOTHER).expect(204));
      atOnce(deeds).stream()
          .filter(answer -> answer.status() == 200)
          .map(answer -> answer.as(TokenAnswer.class))
          .forEach(answer -> api.withToken(answer.accessToken()).get("/v1/me").expect(401));
    }
  }

  @Test
  void changesOnceWhenAskedSeveralTimesAtOnce() throws Exception {
    TokenAnswer person = People.register(api);
    List<Callable<Answer>> deeds = new ArrayList<>();
    for (int number = 0; number < 4; number++) {
      String wanted = ANOTHER + " " + number;
      deeds.add(() -> change(person, People.PASSWORD, wanted));
    }
    assertThat(atOnce(deeds)).filteredOn(answer -> answer.status() == 204).hasSize(1);
  }

  private Answer refresh(TokenAnswer answer) {
    return api.post("/v1/auth/refresh", Map.of("refresh_token", answer.refreshToken()));
  }

  private static List<Answer> atOnce(List<Callable<Answer>> deeds) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Answer> answers = new ArrayList<>();
      for (Future<Answer> answer : threads.invokeAll(deeds)) {
        answers.add(answer.get());
      }
      return answers;
    }
  }
}
