package dev.countersign.server.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.ScheduleRun;
import dev.countersign.api.ScheduleRunPage;
import dev.countersign.api.ScheduleView;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.MovableClock;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.server.testing.TestData;
import dev.countersign.testsupport.TestClock;
import dev.countersign.testsupport.TestDatabase;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** Payments later, over HTTP and over the years. */
@ServerTest
@Import(MovableClock.class)
class ScheduledPaymentsHttpTests extends ScheduleCalls {
  ScheduledPaymentsHttpTests(
      @LocalServerPort int port,
      TestDatabase database,
      TestClock clock,
      ScheduleRunner runner,
      TestData data) {
    super(port, database, clock, runner, data);
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
}
