package dev.countersign.server.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.CreatedApiKey;
import dev.countersign.api.SchedulePage;
import dev.countersign.api.ScheduleRequest;
import dev.countersign.api.ScheduleView;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.apikeys.Keys;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.MovableClock;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.server.testing.TestData;
import dev.countersign.testsupport.TestClock;
import dev.countersign.testsupport.TestDatabase;
import java.time.LocalDateTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** Making, pausing and owning schedules, over HTTP. */
@ServerTest
@Import(MovableClock.class)
class SchedulesHttpTests extends ScheduleCalls {
  SchedulesHttpTests(
      @LocalServerPort int port,
      TestDatabase database,
      TestClock clock,
      ScheduleRunner runner,
      TestData data) {
    super(port, database, clock, runner, data);
  }

  @Test
  void paysNothingWhilePausedAndSkipsWhatPassed() {
    TokenAnswer ann = rich("100.00");
    ScheduleView made = make(ann, daily(People.register(api))).as(ScheduleView.class);
    ApiClient anns = api.withToken(ann.accessToken());
    ScheduleView paused =
        anns.post(PATH + "/" + made.id() + "/pause").expect(200).as(ScheduleView.class);
    assertThat(paused.status()).isEqualTo("paused");
    assertThat(paused.coming()).isEmpty();

    clock.set(made.coming().get(1).plusSeconds(1));
    runner.run();
    ScheduleView resumed =
        signedIn(ann).post(PATH + "/" + made.id() + "/resume").expect(200).as(ScheduleView.class);

    assertThat(resumed.coming().getFirst()).isEqualTo(made.coming().get(2));
    assertThat(outcomes(made)).containsExactly("skipped", "skipped");
    assertThat(balance(ann)).isEqualTo("100.00");
    signedIn(ann).post(PATH + "/" + made.id() + "/cancel").expect(200);
    clock.set(made.coming().get(2).plusSeconds(1));
    runner.run();
    assertThat(outcomes(made)).hasSize(2);
    assertThat(signedIn(ann).post(PATH + "/" + made.id() + "/resume").expect(409).code())
        .isEqualTo("schedule_ended");
  }

  @Test
  void refusesWhoMayActNoMore() {
    TokenAnswer ann = rich("100.00");
    ScheduleView made = make(ann, daily(People.register(api))).as(ScheduleView.class);
    superuser
        .sql("update users set status = 'disabled' where id = :id")
        .param("id", UserId.parse(ann.user().id()).orElseThrow().value())
        .update();

    clock.set(made.coming().getFirst());
    awaitRuns(made, 1);

    assertThat(outcomes(made)).containsExactly("refused");
  }

  @Test
  void isMadeOnceForAKey() {
    TokenAnswer ann = People.register(api);
    ScheduleRequest request = daily(People.register(api));
    ApiClient anns = api.withToken(ann.accessToken()).with("Idempotency-Key", "rent");
    ScheduleView first = anns.post(PATH, request).expect(201).as(ScheduleView.class);

    assertThat(anns.post(PATH, request).expect(200).as(ScheduleView.class)).isEqualTo(first);
    assertThat(
            anns.post(PATH, monthly(People.register(api), today().plusDays(2).atTime(9, 0), 3))
                .expect(409)
                .code())
        .isEqualTo("idempotency_conflict");
    assertThat(anns.get(PATH).as(SchedulePage.class).items()).containsExactly(first);
    assertThat(api.withToken(ann.accessToken()).post(PATH, request).expect(400).code())
        .isEqualTo("idempotency_key_required");
  }

  @Test
  void belongsToWhoMadeIt() {
    ScheduleView made =
        make(People.register(api), daily(People.register(api))).as(ScheduleView.class);
    ApiClient other = api.withToken(People.register(api).accessToken());

    other.get(PATH + "/" + made.id()).expect(404);
    other.get(PATH + "/" + made.id() + "/runs").expect(404);
    other.post(PATH + "/" + made.id() + "/pause").expect(404);
    other.post(PATH + "/" + made.id() + "/resume").expect(404);
    other.post(PATH + "/" + made.id() + "/cancel").expect(404);
  }

  @Test
  void takesThePersonAndNoKey() {
    TokenAnswer ann = People.register(api);
    CreatedApiKey key = Keys.make(api.withToken(ann.accessToken()), "payments:write");

    assertThat(
            api.with(Keys.HEADER, key.apiKey())
                .with("Idempotency-Key", "rent")
                .post(PATH, daily(People.register(api)))
                .expect(403)
                .code())
        .isEqualTo("session_required");
  }

  @Test
  void namesEveryFaultOfARequest() {
    TokenAnswer ann = People.register(api);
    Answer answer =
        make(
            ann,
            new ScheduleRequest(
                "", "1.00", "USD", Map.of(), "soon", "+01:00", "hourly", 0, "never", 0));

    assertThat(answer.expect(400).text())
        .contains("starts_at", "time_zone", "frequency", "interval", "until", "count", "recipient");
    LocalDateTime past = today().minusDays(2).atTime(9, 0);
    assertThat(make(ann, monthly(People.register(api), past, 2)).expect(400).text())
        .contains("starts_at");
    assertThat(make(ann, daily(ann)).expect(422).code()).isEqualTo("same_account");
  }
}
