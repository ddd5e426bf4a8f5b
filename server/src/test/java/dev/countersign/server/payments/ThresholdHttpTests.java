package dev.countersign.server.payments;

import static dev.countersign.server.payments.SigningTenant.ask;
import static dev.countersign.server.payments.SigningTenant.signAsSecond;
import static dev.countersign.server.payments.SigningTenant.view;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.api.Payment;
import dev.countersign.api.PaymentRequest;
import dev.countersign.api.PaymentStatus;
import dev.countersign.api.RequestToPay;
import dev.countersign.api.RequestToPayDecline;
import dev.countersign.api.RequestToPayView;
import dev.countersign.server.payments.Purses.Purse;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.id.WaitingPaymentId;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.Jobs;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.testsupport.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import tools.jackson.databind.JsonNode;

/** What a threshold of 100 dollars does to holds, linked payments and what one is asked to pay. */
@ServerTest
class ThresholdHttpTests {
  private final SigningTenant tenant;
  private final TestDatabase database;
  private final Jobs jobs;

  ThresholdHttpTests(
      @LocalServerPort int port, TestDatabase database, List<ScheduledTaskHolder> jobs) {
    this.tenant = new SigningTenant(port, database);
    this.database = database;
    this.jobs = new Jobs(jobs);
  }

  @Test
  void holdsNothingAboveItForAHoldCannotWait() {
    Purse ann = tenant.payer();
    Purse ben = tenant.payee();
    Answer refused = ann.pay(held(ben, "100.01"), Purses.newKey()).expect(422);
    assertThat(refused.code()).isEqualTo("countersignature_required");
    assertThat(account(ann).path("held").asString()).isEqualTo("0.00");
    String id =
        ann.pay(held(ben, "100.00"), Purses.newKey()).expect(201).json().path("id").asString();
    // What was promised within it is taken without anybody's signature.
    Purses.step(ben.api(), id, "capture", Map.of(), Purses.newKey()).expect(201);
    assertThat(ben.balance()).isEqualTo("100.00");
  }

  @Test
  void makesNoneOfLinkedPaymentsWhereOneIsAboveIt() {
    Purse ann = tenant.payer();
    Purse ben = tenant.payee();
    Answer refused = linked(ann, ben, "50.00", "100.01").expect(422);
    assertThat(refused.code()).isEqualTo("countersignature_required");
    assertThat(refused.json().path("context").path("position").asString()).isEqualTo("1");
    assertThat(ann.balance()).isEqualTo("1000.00");
    linked(ann, ben, "50.00", "100.00").expect(201);
    assertThat(ann.balance()).isEqualTo("850.00");
  }

  @Test
  void letsWaitWhatSomebodyIsAskedToPayAndPaysTheRequestOnceItIsSigned() {
    Purse ann = tenant.payer();
    Purse ben = tenant.payee();
    RequestToPayView asked = askedFor(ben, ann, "200.00");
    String key = Purses.newKey();
    Payment waiting = pay(ann, asked, key).expect(202).as(Payment.class);
    assertThat(waiting.status()).isEqualTo(PaymentStatus.AWAITING_COUNTERSIGNATURE);
    assertThat(pay(ann, asked, key).expect(202).as(Payment.class).id()).isEqualTo(waiting.id());
    assertThat(read(ben, asked).status()).isEqualTo("open");
    assertThat(ann.balance()).isEqualTo("1000.00");

    Payment paid = signAsSecond(tenant.signer().api(), waiting).expect(201).as(Payment.class);

    assertThat(paid.metadata()).containsEntry("payment_request", asked.id());
    assertThat(read(ben, asked).status()).isEqualTo("paid");
    assertThat(read(ben, asked).paymentId()).isEqualTo(paid.id());
    assertThat(pay(ann, asked, key).expect(200).as(Payment.class).id()).isEqualTo(paid.id());
    assertThat(ann.balance()).isEqualTo("800.00");
  }

  @Test
  void paysNothingThatWasDeclinedWhileItWaited() {
    Purse ann = tenant.payer();
    RequestToPayView asked = askedFor(tenant.payee(), ann, "200.00");
    Payment waiting = pay(ann, asked, Purses.newKey()).expect(202).as(Payment.class);
    ann.api()
        .post("/v1/payment-requests/" + asked.id() + "/decline", new RequestToPayDecline("no"))
        .expect(200);
    Purse signer = tenant.signer();
    assertThat(signAsSecond(signer.api(), waiting).code()).isEqualTo("request_closed");
    assertThat(view(ann.api(), waiting).status()).isEqualTo(PaymentStatus.REFUSED);
    assertThat(ann.balance()).isEqualTo("1000.00");
  }

  @Test
  void finishesByItselfWhatWasSignedBeforeACrash() {
    Purse ann = tenant.payer();
    Payment waiting = ask(ann, tenant.payee(), "200.00");
    // As the service leaves it when it goes down between the signature and the posting.
    JdbcClient.create(StoreFixture.source(database.superuser()))
        .sql(
            """
            update waiting_payments
            set status = 'signed', signed_by = :by, signed_how = 'person',
              signed_at = now() - interval '2 minutes'
            where id = :id
            """)
        .param("by", UserId.parse(tenant.signer().id()).orElseThrow().value())
        .param("id", WaitingPaymentId.parse(waiting.id()).orElseThrow().value())
        .update();
    jobs.run("LeftSigned.post");
    await().until(() -> view(ann.api(), waiting).status() == PaymentStatus.COMPLETED);
    assertThat(ann.balance()).isEqualTo("800.00");
    await()
        .until(() -> requireNonNull(view(ann.api(), waiting).countersignature()).payment() != null);
  }

  private static PaymentRequest held(Purse payee, String amount) {
    return new PaymentRequest(payee.email(), amount, "USD").held(Duration.ofMinutes(5));
  }

  private static Answer linked(Purse payer, Purse payee, String one, String other) {
    return payer
        .api()
        .with("Idempotency-Key", Purses.newKey())
        .post(
            "/v1/payments/linked",
            Map.of(
                "payments",
                List.of(
                    Map.of("payment", new PaymentRequest(payee.email(), one, "USD")),
                    Map.of("payment", new PaymentRequest(payee.email(), other, "USD")))));
  }

  private static RequestToPayView askedFor(Purse payee, Purse payer, String amount) {
    return payee
        .api()
        .with("Idempotency-Key", Purses.newKey())
        .post("/v1/payment-requests", new RequestToPay(payer.email(), amount, "USD", null, null))
        .expect(201)
        .as(RequestToPayView.class);
  }

  private static Answer pay(Purse payer, RequestToPayView asked, String key) {
    return payer
        .api()
        .with("Idempotency-Key", key)
        .post("/v1/payment-requests/" + asked.id() + "/pay");
  }

  private static RequestToPayView read(Purse person, RequestToPayView asked) {
    return person
        .api()
        .get("/v1/payment-requests/" + asked.id())
        .expect(200)
        .as(RequestToPayView.class);
  }

  private static JsonNode account(Purse purse) {
    return purse.api().get("/v1/account").expect(200).json().path("accounts").path(0);
  }
}
