package dev.countersign.server.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.countersign.api.Payment;
import dev.countersign.api.RequestToPay;
import dev.countersign.api.RequestToPayDecline;
import dev.countersign.api.RequestToPayPage;
import dev.countersign.api.RequestToPayView;
import dev.countersign.server.payments.Purses.Purse;
import dev.countersign.server.platform.id.RequestToPayId;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.Outbox;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.server.testing.TestData;
import dev.countersign.testsupport.TestDatabase;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Asking somebody to pay, and paying what one was asked for. */
@ServerTest
class RequestsToPayHttpTests {
  private static final String PATH = "/v1/payment-requests";

  private final Purses purses;
  private final Locks locks;
  private final Outbox outbox;
  private final JdbcClient superuser;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  RequestsToPayHttpTests(@LocalServerPort int port, TestDatabase database, TestData data) {
    this.purses = new Purses(port, database);
    this.locks = new Locks(database);
    this.outbox = Outbox.of(data);
    this.superuser = JdbcClient.create(StoreFixture.source(database.superuser()));
  }

  @AfterEach
  void stop() {
    threads.close();
  }

  @Test
  void isPaidWithOneCall() {
    Purse ann = purses.with("10.00", "USD");
    Purse ben = purses.empty();
    RequestToPayView asked = ask(ben, ann, "4.00");
    assertThat(list(ann, "in")).containsExactly(asked);
    assertThat(list(ben, "out")).containsExactly(asked);
    assertThat(list(ben, "in")).isEmpty();
    outbox.await(ann.email(), "payment_asked", 1);

    Payment payment = pay(ann, asked, "k").expect(201).as(Payment.class);

    assertThat(payment.metadata()).containsEntry("payment_request", asked.id());
    assertThat(pay(ann, asked, "k").expect(200).as(Payment.class)).isEqualTo(payment);
    RequestToPayView paid = read(ben, asked);
    assertThat(paid.status()).isEqualTo("paid");
    assertThat(paid.paymentId()).isEqualTo(payment.id());
    assertThat(ann.balance()).isEqualTo("6.00");
  }

  @Test
  void isPaidOnceFromManyDevices() throws Exception {
    Purse ann = purses.with("10.00", "USD");
    RequestToPayView asked = ask(purses.empty(), ann, "4.00");
    List<Future<Answer>> presses = new ArrayList<>();
    for (int device = 0; device < 16; device++) {
      presses.add(threads.submit(() -> pay(ann, asked, Purses.newKey())));
    }
    int paid = 0;
    for (Future<Answer> press : presses) {
      Answer answer = press.get();
      if (answer.status() == 201) {
        paid++;
      } else {
        assertThat(answer.expect(409).code()).isEqualTo("request_closed");
      }
    }
    assertThat(paid).isEqualTo(1);
    assertThat(ann.balance()).isEqualTo("6.00");
  }

  @Test
  void canBePaidAfterThereWasNotEnough() {
    Purse ann = purses.with("1.00", "USD");
    Purse ben = purses.with("10.00", "USD");
    RequestToPayView asked = ask(ben, ann, "4.00");
    assertThat(pay(ann, asked, "first").expect(422).code()).isEqualTo("insufficient_funds");
    ben.pay(ann.email(), "5.00").expect(201);

    pay(ann, asked, "second").expect(201);

    assertThat(ann.balance()).isEqualTo("2.00");
  }

  @Test
  void isNotPaidWhenItIsTakenBackBeforeThePaymentCommits() throws Exception {
    Purse ann = purses.with("10.00", "USD");
    RequestToPayView asked = ask(purses.empty(), ann, "4.00");
    try (Connection canceller = locks.begin()) {
      Locks.execute(
          canceller,
          "update payment_requests set status = 'cancelled', decided_at = now() where id = ?",
          RequestToPayId.parse(asked.id()).orElseThrow().value());
      Future<Answer> payment = threads.submit(() -> pay(ann, asked, Purses.newKey()));
      locks.awaitBlocked(1);
      canceller.commit();
      assertThat(payment.get().expect(409).code()).isEqualTo("request_closed");
    }
    assertThat(ann.balance()).isEqualTo("10.00");
  }

  @Test
  void isTakenBackNoMoreWhenItIsBeingPaid() throws Exception {
    Purse ann = purses.with("10.00", "USD");
    Purse ben = purses.empty();
    RequestToPayView asked = ask(ben, ann, "4.00");
    try (Connection slow = locks.begin()) {
      Locks.execute(slow, "select id from accounts where owner_id = ? for update", ann.userId());
      Future<Answer> payment = threads.submit(() -> pay(ann, asked, Purses.newKey()));
      locks.awaitBlocked(1);
      Future<Answer> cancelling =
          threads.submit(() -> ben.api().post(PATH + "/" + asked.id() + "/cancel"));
      locks.awaitBlocked(2);
      slow.commit();
      payment.get().expect(201);
      assertThat(cancelling.get().expect(409).code()).isEqualTo("request_closed");
    }
  }

  @Test
  void isDeclinedWithAReason() {
    Purse ann = purses.with("10.00", "USD");
    Purse ben = purses.empty();
    RequestToPayView asked = ask(ben, ann, "4.00");

    RequestToPayView declined =
        ann.api()
            .post(PATH + "/" + asked.id() + "/decline", new RequestToPayDecline("not mine"))
            .expect(200)
            .as(RequestToPayView.class);

    assertThat(declined.status()).isEqualTo("declined");
    assertThat(read(ben, asked).reason()).isEqualTo("not mine");
    assertThat(outbox.await(ben.email(), "payment_declined", 1).text()).contains("not mine");
    assertThat(pay(ann, asked, "k").expect(409).code()).isEqualTo("request_closed");
    assertThat(ben.api().post(PATH + "/" + asked.id() + "/cancel").expect(409).code())
        .isEqualTo("request_closed");
  }

  @Test
  void expiresByItself() {
    Purse ann = purses.with("10.00", "USD");
    RequestToPayView asked = ask(purses.empty(), ann, "4.00");
    superuser
        .sql(
            "update payment_requests set created_at = now() - interval '2 h',"
                + " expires_at = now() - interval '1 h' where id = :id")
        .param("id", RequestToPayId.parse(asked.id()).orElseThrow().value())
        .update();

    assertThat(read(ann, asked).status()).isEqualTo("expired");
    assertThat(pay(ann, asked, "k").expect(409).code()).isEqualTo("request_closed");
  }

  @Test
  void letsNobodyBePestered() {
    Purse ann = purses.empty();
    Purse ben = purses.empty();
    for (int time = 0; time < 5; time++) {
      ask(ben, ann, "4.00");
    }
    assertThat(
            tryAsk(ben, new RequestToPay(ann.email(), "4.00", "USD", null, null), "sixth")
                .expect(409)
                .code())
        .isEqualTo("too_many_requests_to_pay");
    ask(ben, purses.empty(), "4.00");
  }

  @Test
  void isMadeOnceForAKeyAndSeenByTheTwoAlone() {
    Purse ann = purses.empty();
    Purse ben = purses.empty();
    RequestToPay request = new RequestToPay(ann.id(), "4.00", "USD", "for dinner", 3_600);
    RequestToPayView first = tryAsk(ben, request, "k").expect(201).as(RequestToPayView.class);
    assertThat(tryAsk(ben, request, "k").expect(200).as(RequestToPayView.class)).isEqualTo(first);
    assertThat(
            tryAsk(ben, new RequestToPay(ann.id(), "5.00", "USD", null, null), "k")
                .expect(409)
                .code())
        .isEqualTo("idempotency_conflict");

    Purse eve = purses.with("9.00", "USD");
    eve.api().get(PATH + "/" + first.id()).expect(404);
    pay(eve, first, "k").expect(404);
    pay(ben, first, "k").expect(404);
    ann.api().post(PATH + "/" + first.id() + "/cancel").expect(404);
    assertThat(tryAsk(ben, new RequestToPay(ben.id(), "1.00", "USD", null, null), "own").code())
        .isEqualTo("same_account");
    tryAsk(ben, new RequestToPay(ann.id(), "1.00", "USD", null, 1), "short").expect(400);
    ann.api().get(PATH + "?direction=sideways").expect(400);
  }

  @Test
  void tellsOfTheAmountAndTheCurrencyTogether() {
    Purse ann = purses.empty();
    Purse ben = purses.empty();
    Answer both = tryAsk(ben, new RequestToPay(ann.id(), "1,5", "usd", null, null), "k");
    assertThat(both.expect(400).code()).isEqualTo("invalid_request");
    assertThat(both.json().path("errors").values())
        .extracting(error -> error.path("field").asString(), error -> error.path("code").asString())
        .containsExactly(tuple("amount", "malformed"), tuple("currency", "unknown_asset"));
    Answer one = tryAsk(ben, new RequestToPay(ann.id(), "1.5", "usd", null, null), "k");
    assertThat(one.code()).isEqualTo("unknown_asset");
  }

  private static RequestToPayView ask(Purse payee, Purse payer, String amount) {
    return tryAsk(
            payee, new RequestToPay(payer.email(), amount, "USD", "dinner", null), Purses.newKey())
        .expect(201)
        .as(RequestToPayView.class);
  }

  private static Answer tryAsk(Purse payee, RequestToPay request, String key) {
    return payee.api().with("Idempotency-Key", key).post(PATH, request);
  }

  private static Answer pay(Purse payer, RequestToPayView request, String key) {
    return payer.api().with("Idempotency-Key", key).post(PATH + "/" + request.id() + "/pay");
  }

  private static RequestToPayView read(Purse reader, RequestToPayView request) {
    return reader.api().get(PATH + "/" + request.id()).expect(200).as(RequestToPayView.class);
  }

  private static List<RequestToPayView> list(Purse reader, String direction) {
    return reader
        .api()
        .get(PATH + "?direction=" + direction)
        .expect(200)
        .as(RequestToPayPage.class)
        .items();
  }
}
