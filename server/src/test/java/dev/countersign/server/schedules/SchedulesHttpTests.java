package dev.countersign.server.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.CreatedApiKey;
import dev.countersign.api.DepositRequest;
import dev.countersign.api.LoginRequest;
import dev.countersign.api.SchedulePage;
import dev.countersign.api.ScheduleRequest;
import dev.countersign.api.ScheduleRun;
import dev.countersign.api.ScheduleRunPage;
import dev.countersign.api.ScheduleView;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.apikeys.Keys;
import dev.countersign.server.platform.id.ScheduleId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.MovableClock;
import dev.countersign.server.testing.Outbox;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.server.testing.TestData;
import dev.countersign.testsupport.TestClock;
import dev.countersign.testsupport.TestDatabase;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Payments later, over HTTP and over the years. */
@ServerTest
@Import(MovableClock.class)
class SchedulesHttpTests {
  private static final String PATH = "/v1/schedules";
  private static final ZoneId PRAGUE = ZoneId.of("Europe/Prague");

  private final ApiClient api;
  private final TestDatabase database;
  private final JdbcClient superuser;
  private final TestClock clock;
  private final ScheduleRunner runner;
  private final Outbox outbox;

  SchedulesHttpTests(
      @LocalServerPort int port,
      TestDatabase database,
      TestClock clock,
      ScheduleRunner runner,
      TestData data) {
    this.api = ApiClient.of(port);
    this.database = database;
    this.superuser = JdbcClient.create(StoreFixture.source(database.superuser()));
    this.clock = clock;
    this.runner = runner;
    this.outbox = Outbox.of(data);
  }

  @Test
  void paysAYearOfMonthsOnTheirThirtyFirst() {
    TokenAnswer ann = rich("100.00");
    TokenAnswer ben = People.register(api);
    LocalDate january = LocalDate.of(today().getYear() + 1, 1, 31);
    ScheduleView made =
        make(ann, monthly(ben, january.atTime(9, 0), 12)).expect(201).as(ScheduleView.class);
    assertThat(made.coming()).hasSize(5);

    for (int month = 0; month < 12; month++) {
      clock.set(january.plusMonths(month).atTime(9, 0).atZone(PRAGUE).toInstant());
      awaitRuns(made, month + 1);
    }

    ApiClient anns = signedIn(ann);
    ScheduleRunPage runs =
        anns.get(PATH + "/" + made.id() + "/runs").expect(200).as(ScheduleRunPage.class);
    assertThat(runs.items()).extracting(ScheduleRun::outcome).hasSize(12).containsOnly("paid");
    assertThat(runs.items().getFirst().paymentId()).startsWith("pay_");
    assertThat(runs.items())
        .extracting(run -> run.dueAt().atZone(PRAGUE).toLocalDateTime())
        .contains(january.plusMonths(1).atTime(9, 0), january.plusMonths(6).atTime(9, 0));
    assertThat(anns.get(PATH + "/" + made.id()).as(ScheduleView.class).status())
        .isEqualTo("finished");
    assertThat(balance(ann)).isEqualTo("88.00");
    assertThat(anns.post(PATH + "/" + made.id() + "/pause").expect(409).code())
        .isEqualTo("schedule_ended");
    assertThat(
            anns.get("/v1/transactions?limit=50&metadata=schedule%3D" + made.id())
                .expect(200)
                .json()
                .path("transactions")
                .size())
        .isEqualTo(12);
  }

  @Test
  void catchesUpOnceWithWhatItMissed() {
    TokenAnswer ann = rich("100.00");
    ScheduleView made = make(ann, daily(People.register(api))).as(ScheduleView.class);

    clock.set(made.coming().get(3).plusSeconds(30));
    awaitRuns(made, 4);

    assertThat(outcomes(made)).containsExactly("missed", "missed", "missed", "paid");
    assertThat(balance(ann)).isEqualTo("99.00");
    assertThat(outbox.await(ann.user().email(), "schedule_missed", 1).text()).contains("3");
  }

  @Test
  void tellsWhyAPaymentWasRefusedAndGoesOn() {
    TokenAnswer ann = rich("0.50");
    ScheduleView made = make(ann, daily(People.register(api))).as(ScheduleView.class);

    clock.set(made.coming().getFirst());
    awaitRuns(made, 1);
    deposit(ann, "10.00");
    clock.set(made.coming().get(1));
    awaitRuns(made, 2);

    assertThat(outcomes(made)).containsExactly("refused", "paid");
    assertThat(
            signedIn(ann)
                .get(PATH + "/" + made.id() + "/runs")
                .as(ScheduleRunPage.class)
                .items()
                .getLast()
                .reason())
        .isEqualTo("insufficient_funds");
    outbox.await(ann.user().email(), "schedule_refused", 1);
  }

  @Test
  void paysOnceWhoeverCrashesBeforeOrAfterThePayment() {
    TokenAnswer ann = rich("100.00");
    ScheduleView before = make(ann, daily(People.register(api))).as(ScheduleView.class);
    ScheduleView after = make(ann, daily(People.register(api))).as(ScheduleView.class);
    clock.set(before.coming().getFirst());
    awaitRuns(after, 1);
    awaitRuns(before, 1);

    // The one died before it posted, as the store then tells; the other before it wrote that it
    // had.
    crash(before, 1);
    superuser
        .sql("delete from schedule_runs where schedule_id = :id")
        .param("id", id(after))
        .update();
    crash(after, 0);
    awaitRuns(after, 1);
    awaitRuns(before, 2);

    assertThat(outcomes(after)).containsExactly("paid");
    assertThat(outcomes(before)).containsExactly("paid", "paid");
    assertThat(balance(ann)).isEqualTo("97.00");
  }

  @Test
  void leavesAPaymentThatHasLainTooLong() {
    TokenAnswer ann = rich("100.00");
    ScheduleView made = make(ann, daily(People.register(api))).as(ScheduleView.class);
    superuser
        .sql(
            "update schedules set running = 0, next_number = 1, next_at = :next,"
                + " leased_until = :lease where id = :id")
        .param("next", made.coming().get(1).atOffset(ZoneOffset.UTC))
        .param("lease", made.coming().get(2).atOffset(ZoneOffset.UTC))
        .param("id", id(made))
        .update();

    clock.set(made.coming().get(2));
    awaitRuns(made, 3);

    assertThat(outcomes(made)).containsExactly("missed", "missed", "paid");
    assertThat(balance(ann)).isEqualTo("99.00");
  }

  @Test
  void paysEachOnceWhenSeveralNodesLook() throws Exception {
    TokenAnswer ann = rich("100.00");
    TokenAnswer ben = People.register(api);
    List<ScheduleView> made = new ArrayList<>();
    for (int number = 0; number < 20; number++) {
      made.add(make(ann, daily(ben)).as(ScheduleView.class));
    }
    clock.set(made.getFirst().coming().getFirst());
    try (ExecutorService nodes = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> looks = new ArrayList<>();
      for (int node = 0; node < 4; node++) {
        looks.add(nodes.submit(runner::run));
      }
      for (Future<?> look : looks) {
        look.get();
      }
    }
    made.forEach(schedule -> awaitRuns(schedule, 1));

    assertThat(balance(ann)).isEqualTo("80.00");
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

  private void crash(ScheduleView schedule, int number) {
    superuser
        .sql(
            "update schedules set running = :number, next_number = :number + 1, next_at = :next,"
                + " leased_until = '2000-01-01' where id = :id")
        .param("number", number)
        .param("next", schedule.coming().get(4).atOffset(ZoneOffset.UTC))
        .param("id", id(schedule))
        .update();
  }

  private static UUID id(ScheduleView schedule) {
    return ScheduleId.parse(schedule.id()).orElseThrow().value();
  }

  // The service looks by itself too, and may be the one that has it in hand.
  private void awaitRuns(ScheduleView schedule, int count) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> {
          runner.run();
          assertThat(outcomes(schedule)).hasSize(count);
        });
  }

  private List<@Nullable String> outcomes(ScheduleView schedule) {
    return superuser
        .sql("select outcome from schedule_runs where schedule_id = :id order by number")
        .param("id", id(schedule))
        .query(String.class)
        .list();
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), PRAGUE);
  }

  private Answer make(TokenAnswer owner, ScheduleRequest request) {
    return api.withToken(owner.accessToken())
        .with("Idempotency-Key", UUID.randomUUID().toString())
        .post(PATH, request);
  }

  private ScheduleRequest daily(TokenAnswer payee) {
    LocalDateTime first = today().plusDays(1).atTime(12, 0);
    return new ScheduleRequest(
        payee.user().id(),
        "1.00",
        "USD",
        Map.of("for", "rent"),
        first.toString(),
        "Etc/UTC",
        "daily",
        null,
        null,
        null);
  }

  private static ScheduleRequest monthly(TokenAnswer payee, LocalDateTime first, int count) {
    return new ScheduleRequest(
        payee.user().email(),
        "1.00",
        "USD",
        Map.of(),
        first.toString(),
        PRAGUE.getId(),
        "monthly",
        1,
        null,
        count);
  }

  private TokenAnswer rich(String amount) {
    TokenAnswer person = People.register(api);
    deposit(person, amount);
    return person;
  }

  private void deposit(TokenAnswer person, String amount) {
    Administrators.create(api, database)
        .post(
            "/v1/admin/deposits",
            new DepositRequest(person.user().id(), amount, "USD", UUID.randomUUID().toString()))
        .expect(201);
  }

  private ApiClient signedIn(TokenAnswer person) {
    return api.withToken(
        api.post("/v1/auth/login", new LoginRequest(person.user().email(), null, People.PASSWORD))
            .expect(200)
            .as(TokenAnswer.class)
            .accessToken());
  }

  private String balance(TokenAnswer person) {
    return signedIn(person)
        .get("/v1/account")
        .expect(200)
        .json()
        .path("accounts")
        .path(0)
        .path("balance")
        .asString();
  }
}
