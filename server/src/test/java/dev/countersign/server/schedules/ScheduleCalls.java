package dev.countersign.server.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.DepositRequest;
import dev.countersign.api.LoginRequest;
import dev.countersign.api.ScheduleRequest;
import dev.countersign.api.ScheduleView;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.platform.id.ScheduleId;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.Outbox;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.server.testing.TestData;
import dev.countersign.testsupport.TestClock;
import dev.countersign.testsupport.TestDatabase;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What tests of schedules ask of the service. */
abstract class ScheduleCalls {
  static final String PATH = "/v1/schedules";
  static final ZoneId PRAGUE = ZoneId.of("Europe/Prague");

  final ApiClient api;
  final TestDatabase database;
  final JdbcClient superuser;
  final TestClock clock;
  final ScheduleRunner runner;
  final Outbox outbox;

  ScheduleCalls(
      int port, TestDatabase database, TestClock clock, ScheduleRunner runner, TestData data) {
    this.api = ApiClient.of(port);
    this.database = database;
    this.superuser = JdbcClient.create(StoreFixture.source(database.superuser()));
    this.clock = clock;
    this.runner = runner;
    this.outbox = Outbox.of(data);
  }

  static UUID id(ScheduleView schedule) {
    return ScheduleId.parse(schedule.id()).orElseThrow().value();
  }

  // The service looks by itself too, and may be the one that has it in hand.
  void awaitRuns(ScheduleView schedule, int count) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> {
          runner.run();
          assertThat(outcomes(schedule)).hasSize(count);
        });
  }

  List<@Nullable String> outcomes(ScheduleView schedule) {
    return superuser
        .sql("select outcome from schedule_runs where schedule_id = :id order by number")
        .param("id", id(schedule))
        .query(String.class)
        .list();
  }

  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), PRAGUE);
  }

  Answer make(TokenAnswer owner, ScheduleRequest request) {
    return api.withToken(owner.accessToken())
        .with("Idempotency-Key", UUID.randomUUID().toString())
        .post(PATH, request);
  }

  ScheduleRequest daily(TokenAnswer payee) {
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

  static ScheduleRequest monthly(TokenAnswer payee, LocalDateTime first, int count) {
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

  TokenAnswer rich(String amount) {
    TokenAnswer person = People.register(api);
    deposit(person, amount);
    return person;
  }

  void deposit(TokenAnswer person, String amount) {
    Administrators.create(api, database)
        .post(
            "/v1/admin/deposits",
            new DepositRequest(person.user().id(), amount, "USD", UUID.randomUUID().toString()))
        .expect(201);
  }

  ApiClient signedIn(TokenAnswer person) {
    return api.withToken(
        api.post("/v1/auth/login", new LoginRequest(person.user().email(), null, People.PASSWORD))
            .expect(200)
            .as(TokenAnswer.class)
            .accessToken());
  }

  String balance(TokenAnswer person) {
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
