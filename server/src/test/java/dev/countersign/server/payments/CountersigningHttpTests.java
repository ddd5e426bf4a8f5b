package dev.countersign.server.payments;

import static dev.countersign.server.payments.SigningTenant.ask;
import static dev.countersign.server.payments.SigningTenant.challenge;
import static dev.countersign.server.payments.SigningTenant.sign;
import static dev.countersign.server.payments.SigningTenant.signAsSecond;
import static dev.countersign.server.payments.SigningTenant.view;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.CountersigningSettings;
import dev.countersign.api.ElevationRequest;
import dev.countersign.api.ElevationView;
import dev.countersign.api.FactorSetup;
import dev.countersign.api.FactorSetupRequest;
import dev.countersign.api.IssuedMandate;
import dev.countersign.api.MandateRequest;
import dev.countersign.api.Payment;
import dev.countersign.api.PaymentRequest;
import dev.countersign.api.PaymentStatus;
import dev.countersign.api.SigningChallenge;
import dev.countersign.api.SigningChallengeRequest;
import dev.countersign.api.SigningThreshold;
import dev.countersign.api.WaitingPage;
import dev.countersign.server.factors.Enrolled;
import dev.countersign.server.payments.Purses.Purse;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.MovableClock;
import dev.countersign.server.testing.Outbox;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.server.testing.TestData;
import dev.countersign.testsupport.TestClock;
import dev.countersign.testsupport.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Payments that wait for a second factor or a second person, over HTTP. */
@ServerTest
@Import(MovableClock.class)
class CountersigningHttpTests {
  private final SigningTenant tenant;
  private final TestDatabase database;
  private final TestClock clock;
  private final Outbox outbox;

  CountersigningHttpTests(
      @LocalServerPort int port, TestDatabase database, TestClock clock, TestData data) {
    this.tenant = new SigningTenant(port, database);
    this.database = database;
    this.clock = clock;
    this.outbox = Outbox.of(data);
  }

  @Test
  void letsAPaymentAboveTheThresholdWaitAndPostsItOnceItsPayerHasSigned() {
    Purse ann = tenant.payer();
    Purse ben = tenant.payee();
    Enrolled app = Enrolled.of(tenant.tenant.api(), clock, ann.token());
    ann.pay(ben.email(), "100.00").expect(201);
    String key = Purses.newKey();
    Payment waiting = ask(ann, ben, "100.01", key);
    assertThat(waiting.status()).isEqualTo(PaymentStatus.AWAITING_COUNTERSIGNATURE);
    assertThat(requireNonNull(waiting.countersignature()).text())
        .startsWith("Pay 100.01 USD to ")
        .contains(ben.email(), ben.id());
    assertThat(requireNonNull(waiting.countersignature()).reasons()).containsExactly("amount");
    // A repeat finds it, and nothing has moved.
    assertThat(ask(ann, ben, "100.01", key).id()).isEqualTo(waiting.id());
    assertThat(ann.balance()).isEqualTo("900.00");
    assertThat(ann.pay(new PaymentRequest(ben.email(), "200.00", "USD"), key).expect(409).code())
        .isEqualTo("idempotency_conflict");

    SigningChallenge challenge = challenge(ann.api(), waiting);
    assertThat(challenge.text()).isEqualTo(requireNonNull(waiting.countersignature()).text());
    assertThat(sign(ann.api(), waiting, challenge, "000000").expect(422).code())
        .isEqualTo("invalid_code");
    Payment posted =
        sign(ann.api(), waiting, challenge, app.nextCode()).expect(201).as(Payment.class);
    assertThat(posted.status()).isEqualTo(PaymentStatus.COMPLETED);
    assertThat(ann.balance()).isEqualTo("799.99");

    Payment repeated =
        ann.pay(new PaymentRequest(ben.email(), "100.01", "USD"), key)
            .expect(200)
            .as(Payment.class);
    assertThat(repeated.id()).isEqualTo(posted.id());
    Payment now = view(ann.api(), waiting);
    assertThat(now.status()).isEqualTo(PaymentStatus.COMPLETED);
    assertThat(requireNonNull(now.countersignature()).payment()).isEqualTo(posted.id());
    assertThat(requireNonNull(now.countersignature()).signedHow()).isEqualTo("factor");
    assertThat(sign(ann.api(), waiting, challenge, app.nextCode()).expect(409).code())
        .isEqualTo("not_awaiting_signature");
  }

  @Test
  void takesACodeForExactlyTheAmountAndPayeeThatWereShown() {
    Purse ann = tenant.payer();
    Purse ben = tenant.payee();
    Enrolled app = Enrolled.of(tenant.tenant.api(), clock, ann.token());
    Payment one = ask(ann, ben, "200.00");
    Payment other = ask(ann, ben, "201.00");
    SigningChallenge challenge = challenge(ann.api(), one);
    assertThat(sign(ann.api(), other, challenge, app.nextCode()).expect(422).code())
        .isEqualTo("invalid_code");
    // The payee goes by another name than the one that was shown.
    superuser()
        .sql(
            "update users set username = :name, username_key = :name, username_skeleton = :name where id = :id")
        .param("name", "n" + Purses.newKey().replace("-", "").substring(0, 12))
        .param("id", ben.userId())
        .update();
    assertThat(sign(ann.api(), one, challenge, app.code()).expect(422).code())
        .isEqualTo("invalid_code");
    assertThat(ann.balance()).isEqualTo("1000.00");
    sign(ann.api(), one, challenge(ann.api(), one), app.nextCode()).expect(201);
  }

  @Test
  void saysInTheMessageWithTheCodeExactlyWhatIsSigned() {
    Purse ann = tenant.payer();
    Purse ben = tenant.payee();
    String number = "+4206" + (10_000_000 + Math.floorMod(ann.id().hashCode(), 90_000_000));
    FactorSetup setup =
        ann.api()
            .post(
                "/v1/mfa/methods",
                new FactorSetupRequest("sms", null, null, null, null, number, null))
            .expect(201)
            .as(FactorSetup.class);
    ann.api()
        .post(
            "/v1/mfa/methods/" + setup.methodId() + "/verify",
            Map.of(
                "code", digits(outbox.awaitText(number, 1)), "challenge_id", setup.challengeId()))
        .expect(200);
    clock.advance(Duration.ofMinutes(2));
    Payment waiting = ask(ann, ben, "250.00");
    SigningChallenge challenge = challenge(ann.api(), waiting);
    String text = outbox.awaitText(number, 2);
    assertThat(text).contains(requireNonNull(waiting.countersignature()).text());
    sign(ann.api(), waiting, challenge, digits(text)).expect(201);
  }

  @Test
  void isSignedByASecondPersonWhoWasShownWhatTheySign() {
    Purse ann = tenant.payer();
    Purse ben = tenant.payee();
    Purse cat = tenant.signer();
    Purse dan = tenant.payer();
    Payment waiting = ask(ann, ben, "300.00");
    dan.api().get("/v1/payments/awaiting/" + waiting.id()).expect(404);
    signAsSecond(dan.api(), waiting, requireNonNull(waiting.countersignature()).digest())
        .expect(404);
    assertThat(
            signAsSecond(ann.api(), waiting, requireNonNull(waiting.countersignature()).digest())
                .expect(403)
                .code())
        .isEqualTo("signer_not_apart");
    assertThat(signAsSecond(cat.api(), waiting, "0".repeat(64)).expect(409).code())
        .isEqualTo("shown_otherwise");
    assertThat(cat.api().get("/v1/payments/awaiting").expect(200).as(WaitingPage.class).items())
        .extracting(Payment::id)
        .contains(waiting.id());
    // Whoever asked may have gone home.
    ann.api().post("/v1/auth/logout").expect(204);
    signAsSecond(cat.api(), waiting).expect(201);
    assertThat(ben.balance()).isEqualTo("300.00");
    assertThat(requireNonNull(view(cat.api(), waiting).countersignature()).signedBy())
        .isEqualTo(cat.id());
    assertThat(signAsSecond(cat.api(), waiting).expect(409).code())
        .isEqualTo("not_awaiting_signature");
  }

  @Test
  void isNotSignedByWhomThePayerLentARoleNorByWhoLentThemOne() {
    Purse ann = tenant.signer();
    tenant.fund(ann.token());
    Purse ben = tenant.payee();
    Purse cat = tenant.signer();
    Purse dan = tenant.signer();
    lend(cat, ann);
    lend(ann, dan);
    Payment waiting = ask(ann, ben, "300.00");
    for (Purse entangled : List.of(cat, dan)) {
      assertThat(signAsSecond(entangled.api(), waiting).expect(403).code())
          .isEqualTo("signer_not_apart");
    }
    signAsSecond(tenant.signer().api(), waiting).expect(201);
  }

  @Test
  void isSignedOnlyAsTheTenantHasSetIt() {
    Purse ann = tenant.payer();
    Purse ben = tenant.payee();
    Purse cat = tenant.signer();
    Enrolled.of(tenant.tenant.api(), clock, ann.token());
    Payment waiting = ask(ann, ben, "300.00");
    tenant.above("100.00", "factor");
    assertThat(signAsSecond(cat.api(), waiting).expect(403).code()).isEqualTo("not_a_signer");
    tenant.above("100.00", "person");
    assertThat(
            ann.api()
                .post(
                    "/v1/payments/" + waiting.id() + "/countersign/challenge",
                    new SigningChallengeRequest(null))
                .expect(403)
                .code())
        .isEqualTo("not_a_signer");
    tenant.above("100.00", null);
    signAsSecond(cat.api(), waiting).expect(201);
  }

  @Test
  void hasNoWayAroundByBatchMandateOrAChangedSetting() {
    Purse ann = tenant.payer();
    Purse ben = tenant.payee();
    Answer batch =
        ann.api()
            .with("Idempotency-Key", Purses.newKey())
            .post(
                "/v1/transactions/batch",
                Map.of(
                    "transactions",
                    List.of(
                        Map.of("recipient", ben.email(), "amount", "1.00", "currency", "USD"),
                        Map.of("recipient", ben.email(), "amount", "100.01", "currency", "USD"))));
    assertThat(batch.text()).contains("countersignature_required", "completed");
    IssuedMandate mandate =
        ann.api()
            .post(
                "/v1/transactions/token",
                new MandateRequest(ben.email(), "USD", "500.00", 10, 3_600))
            .expect(201)
            .as(IssuedMandate.class);
    assertThat(
            ben.pay(PaymentRequest.draw(mandate.token(), "100.01", "USD"), Purses.newKey())
                .expect(422)
                .code())
        .isEqualTo("countersignature_required");
    ben.pay(PaymentRequest.draw(mandate.token(), "100.00", "USD"), Purses.newKey()).expect(201);

    String key = Purses.newKey();
    Payment waiting = ask(ann, ben, "150.00", key);
    tenant.set(new CountersigningSettings(List.of(), null, null, null, null));
    // What waits waits on, whatever holds by now; what comes is judged by what holds.
    assertThat(ask(ann, ben, "150.00", key).id()).isEqualTo(waiting.id());
    ann.pay(ben.email(), "150.00").expect(201);
    assertThat(ann.balance()).isEqualTo("749.00");
  }

  @Test
  void waitsForTheFirstPaymentToEachPayee() {
    tenant.set(
        new CountersigningSettings(
            List.of(new SigningThreshold("USD", "500.00")), true, null, null, null));
    Purse ann = tenant.payer();
    Purse ben = tenant.payee();
    Purse cat = tenant.signer();
    Payment waiting = ask(ann, ben, "1.00");
    assertThat(requireNonNull(waiting.countersignature()).reasons()).containsExactly("new_payee");
    signAsSecond(cat.api(), waiting).expect(201);
    ann.pay(ben.email(), "1.00").expect(201);
    assertThat(requireNonNull(ask(ann, ben, "500.01").countersignature()).reasons())
        .containsExactly("amount");
  }

  @Test
  void isTakenBackByItsPayerByTimeAndWithItsSession() {
    Purse ann = tenant.payer();
    Purse ben = tenant.payee();
    Purse cat = tenant.signer();
    String key = Purses.newKey();
    Payment cancelled = ask(ann, ben, "200.00", key);
    cat.api().post("/v1/payments/" + cancelled.id() + "/cancel").expect(404);
    ann.api().post("/v1/payments/" + cancelled.id() + "/cancel").expect(200);
    assertThat(signAsSecond(cat.api(), cancelled).expect(409).code())
        .isEqualTo("not_awaiting_signature");
    // The key is that of a payment that was taken back, for ever.
    assertThat(
            ann.pay(new PaymentRequest(ben.email(), "200.00", "USD"), key)
                .expect(200)
                .as(Payment.class)
                .status())
        .isEqualTo(PaymentStatus.CANCELLED);

    Payment ended = ask(ann, ben, "210.00");
    tenant
        .tenant
        .administrator()
        .post("/v1/admin/users/" + ann.id() + "/sessions/end", Map.of("reason", "a lost laptop"))
        .expect(200);
    assertThat(view(cat.api(), ended).status()).isEqualTo(PaymentStatus.CANCELLED);
    assertThat(signAsSecond(cat.api(), ended).expect(409).code())
        .isEqualTo("not_awaiting_signature");
    assertThat(ben.api().get("/v1/account").expect(200).json().path("accounts").size()).isZero();
  }

  @Test
  void lapsesWhenNobodySignsInTime() {
    tenant.set(
        new CountersigningSettings(
            List.of(new SigningThreshold("USD", "100.00")), null, null, 1, null));
    Purse ann = tenant.payer();
    Purse ben = tenant.payee();
    Purse cat = tenant.signer();
    Payment waiting = ask(ann, ben, "200.00");
    clock.advance(Duration.ofSeconds(61));
    assertThat(view(cat.api(), waiting).status()).isEqualTo(PaymentStatus.EXPIRED);
    assertThat(signAsSecond(cat.api(), waiting).expect(409).code())
        .isEqualTo("not_awaiting_signature");
  }

  @Test
  void isRefusedAfterAllWhereThePayerIsDisabledOrHasTooLittle() {
    Purse ann = tenant.payer();
    Purse ben = tenant.payee();
    Purse cat = tenant.signer();
    String key = Purses.newKey();
    Payment tooMuch = ask(ann, ben, "5000.00", key);
    assertThat(signAsSecond(cat.api(), tooMuch).expect(422).code()).isEqualTo("insufficient_funds");
    assertThat(view(ann.api(), tooMuch).status()).isEqualTo(PaymentStatus.REFUSED);
    assertThat(ann.pay(new PaymentRequest(ben.email(), "5000.00", "USD"), key).expect(422).code())
        .isEqualTo("insufficient_funds");
    Payment waiting = ask(ann, ben, "200.00");
    tenant.tenant.administrator().post("/v1/admin/users/" + ann.id() + "/disable").expect(204);
    assertThat(signAsSecond(cat.api(), waiting).status()).isGreaterThanOrEqualTo(400);
    assertThat(ben.api().get("/v1/account").expect(200).json().path("accounts").size()).isZero();
  }

  @Test
  void isPostedOnceWhenManySignAtOnce() throws Exception {
    Purse ann = tenant.payer();
    Purse ben = tenant.payee();
    Payment waiting = ask(ann, ben, "200.00");
    List<Purse> signers = List.of(tenant.signer(), tenant.signer(), tenant.signer());
    List<Integer> statuses = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> answers = new ArrayList<>();
      for (Purse signer : signers) {
        answers.add(threads.submit(() -> signAsSecond(signer.api(), waiting)));
      }
      for (Future<Answer> answer : answers) {
        statuses.add(answer.get().status());
      }
    }
    assertThat(statuses).containsExactlyInAnyOrder(201, 409, 409);
    assertThat(ann.balance()).isEqualTo("800.00");
  }

  private void lend(Purse lender, Purse borrower) {
    ElevationView asked =
        borrower
            .api()
            .post("/v1/elevations", new ElevationRequest("auditor", "a look", 5))
            .expect(201)
            .as(ElevationView.class);
    lender.api().post("/v1/elevations/" + asked.id() + "/approve").expect(200);
  }

  private static String digits(String text) {
    Matcher found = Pattern.compile(": (\\d{6})").matcher(text);
    assertThat(found.find()).as(text).isTrue();
    return found.group(1);
  }

  private JdbcClient superuser() {
    return JdbcClient.create(StoreFixture.source(database.superuser()));
  }
}
