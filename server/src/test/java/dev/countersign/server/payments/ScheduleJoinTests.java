package dev.countersign.server.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.ScheduleRequest;
import dev.countersign.api.ScheduleRunPage;
import dev.countersign.api.ScheduleView;
import dev.countersign.server.access.Credential;
import dev.countersign.server.ledger.AccountRef;
import dev.countersign.server.ledger.Entry;
import dev.countersign.server.ledger.IdempotencyKey;
import dev.countersign.server.ledger.Ledger;
import dev.countersign.server.ledger.Refusal;
import dev.countersign.server.ledger.RequestHash;
import dev.countersign.server.ledger.Transfer;
import dev.countersign.server.ledger.Verdict;
import dev.countersign.server.payments.Purses.Purse;
import dev.countersign.server.platform.id.ScheduleId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.testsupport.TestDatabase;
import java.sql.Connection;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A schedule that is cancelled while its payment is posted, in both orders. */
@ServerTest
class ScheduleJoinTests {
  private final Purses purses;
  private final Locks locks;
  private final Ledger ledger;
  private final JdbcClient superuser;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  ScheduleJoinTests(@LocalServerPort int port, TestDatabase database, Ledger ledger) {
    this.purses = new Purses(port, database);
    this.locks = new Locks(database);
    this.ledger = ledger;
    this.superuser = JdbcClient.create(StoreFixture.source(database.superuser()));
  }

  @AfterEach
  void stop() {
    threads.close();
  }

  @Test
  void refusesAPaymentWhoseScheduleIsCancelledBeforeItCommits() throws Exception {
    Purse ann = purses.with("10.00", "USD");
    Purse ben = purses.empty();
    ScheduleView schedule = taken(ann, ben);
    try (Connection canceller = locks.begin()) {
      Locks.execute(
          canceller,
          "update schedules set status = 'cancelled', next_at = null where id = ?",
          id(schedule));
      CompletableFuture<List<Verdict>> payment = post(ann, ben, schedule, 0);
      locks.awaitBlocked(1);
      canceller.commit();
      assertThat(reason(payment.get())).isEqualTo(Refusal.Reason.SCHEDULE_ENDED);
    }
    assertThat(ann.balance()).isEqualTo("10.00");
  }

  @Test
  void letsAPaymentThatIsBeingPostedFinishBeforeItsScheduleIsCancelled() throws Exception {
    Purse ann = purses.with("10.00", "USD");
    Purse ben = purses.empty();
    ScheduleView schedule = taken(ann, ben);
    try (Connection slow = locks.begin()) {
      Locks.execute(slow, "select id from accounts where owner_id = ? for update", ann.userId());
      CompletableFuture<List<Verdict>> payment = post(ann, ben, schedule, 0);
      locks.awaitBlocked(1);
      Future<Answer> cancelling =
          threads.submit(() -> ann.api().post("/v1/schedules/" + schedule.id() + "/cancel"));
      locks.awaitBlocked(2);
      assertThat(cancelling).isNotDone();
      slow.commit();
      assertThat(payment.get().getFirst()).isInstanceOf(Verdict.Posted.class);
      assertThat(cancelling.get().expect(200).as(ScheduleView.class).status())
          .isEqualTo("cancelled");
    }
    assertThat(ann.balance()).isEqualTo("9.00");
    assertThat(
            ann.api()
                .get("/v1/schedules/" + schedule.id() + "/runs")
                .expect(200)
                .as(ScheduleRunPage.class)
                .items())
        .isEmpty();
  }

  @Test
  void refusesAPaymentWhoseOwnerIsDisabledBeforeItCommits() throws Exception {
    Purse ann = purses.with("10.00", "USD");
    Purse ben = purses.empty();
    ScheduleView schedule = taken(ann, ben);
    try (Connection revoker = locks.begin()) {
      Locks.execute(revoker, "update users set status = 'disabled' where id = ?", ann.userId());
      CompletableFuture<List<Verdict>> payment = post(ann, ben, schedule, 0);
      locks.awaitBlocked(1);
      revoker.commit();
      assertThat(reason(payment.get())).isEqualTo(Refusal.Reason.USER_DISABLED);
    }
  }

  @Test
  void paysNoOccurrenceButTheOneThatWasTakenUp() throws Exception {
    Purse ann = purses.with("10.00", "USD");
    Purse ben = purses.empty();
    ScheduleView schedule = taken(ann, ben);

    assertThat(reason(post(ann, ben, schedule, 1).get())).isEqualTo(Refusal.Reason.SCHEDULE_ENDED);
    assertThat(ann.balance()).isEqualTo("10.00");
  }

  /** One whose first payment is in the hands of a node that says nothing. */
  private ScheduleView taken(Purse payer, Purse payee) {
    LocalDate tomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(2);
    ScheduleView made =
        payer
            .api()
            .with("Idempotency-Key", Purses.newKey())
            .post(
                "/v1/schedules",
                new ScheduleRequest(
                    payee.id(),
                    "1.00",
                    "USD",
                    Map.of(),
                    tomorrow.atTime(9, 0).toString(),
                    "Etc/UTC",
                    "daily",
                    null,
                    null,
                    null))
            .expect(201)
            .as(ScheduleView.class);
    superuser
        .sql(
            "update schedules set running = 0, next_number = 1, next_at = :next,"
                + " leased_until = now() + interval '1 day' where id = :id")
        .param("next", made.coming().get(1).atOffset(ZoneOffset.UTC))
        .param("id", id(made))
        .update();
    return made;
  }

  private CompletableFuture<List<Verdict>> post(
      Purse payer, Purse payee, ScheduleView schedule, int occurrence) {
    UserId owner = UserId.parse(payer.id()).orElseThrow();
    String key = "schedule/" + schedule.id() + "/" + occurrence;
    return ledger.post(
        List.of(
            new Transfer(
                TenantId.DEFAULT,
                Transfer.Type.PAYMENT,
                "USD",
                List.of(
                    new Entry(new AccountRef.OfOwner(owner), -100),
                    new Entry(new AccountRef.OfOwner(UserId.parse(payee.id()).orElseThrow()), 100)),
                new IdempotencyKey(id(schedule), key, RequestHash.of(key)),
                new Transfer.Authority(
                    owner,
                    new Credential.Schedule(new ScheduleId(id(schedule)), occurrence),
                    List.of()),
                null,
                Map.of(),
                null)));
  }

  private static Refusal.Reason reason(List<Verdict> verdicts) {
    return ((Verdict.Refused) verdicts.getFirst()).refusal().reason();
  }

  private static UUID id(ScheduleView schedule) {
    return ScheduleId.parse(schedule.id()).orElseThrow().value();
  }
}
