package dev.countersign.server.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.countersign.api.IssuedMandate;
import dev.countersign.api.MandateRequest;
import dev.countersign.api.PaymentRequest;
import dev.countersign.api.Spending;
import dev.countersign.api.SpendingLimit;
import dev.countersign.api.SpendingLimits;
import dev.countersign.server.payments.Purses.Purse;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** How much people may spend in a day, a week or a month. */
@ServerTest
class SpendingLimitsHttpTests {
  private final Purses purses;

  SpendingLimitsHttpTests(@LocalServerPort int port, TestDatabase database) {
    this.purses = new Purses(port, database);
  }

  @Test
  void refusesWhatGoesBeyondALimitAndSaysHowMuchIsLeft() {
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    limit(ann, new SpendingLimit("USD", "day", "10.00"), new SpendingLimit("USD", "month", "12.00"))
        .expect(200);
    ann.pay(ben.email(), "7.00").expect(201);
    Answer refused = ann.pay(ben.email(), "3.01").expect(422);
    assertThat(refused.code()).isEqualTo("spending_limit_exceeded");
    assertThat(refused.json().path("context").path("remaining").asString()).isEqualTo("3.00");
    ann.pay(ben.email(), "3.00").expect(201);
    Spending spending = ann.api().get("/v1/spending").expect(200).as(Spending.class);
    assertThat(spending.limits())
        .extracting(Spending.Item::period, Spending.Item::spent, Spending.Item::remaining)
        .containsExactly(tuple("day", "10.00", "0.00"), tuple("month", "10.00", "2.00"));
  }

  @Test
  void holdsFromTheNextPostingAndIsLiftedByAnEmptyList() {
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    ann.pay(ben.email(), "50.00").expect(201);
    limit(ann, new SpendingLimit("USD", "week", "0.00")).expect(200);
    assertThat(ann.pay(ben.email(), "0.01").expect(422).code())
        .isEqualTo("spending_limit_exceeded");
    assertThat(ben.pay(ann.email(), "1.00").status()).isEqualTo(201);
    limit(ann).expect(200);
    ann.pay(ben.email(), "0.01").expect(201);
  }

  @Test
  void countsWhatOthersDrawOnAMandateAgainstThePayer() {
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    limit(ann, new SpendingLimit("USD", "day", "5.00")).expect(200);
    IssuedMandate mandate =
        ann.api()
            .post(
                "/v1/transactions/token",
                new MandateRequest(ben.email(), "USD", "50.00", 10, 3_600))
            .expect(201)
            .as(IssuedMandate.class);
    ben.pay(PaymentRequest.draw(mandate.token(), "5.00", "USD"), Purses.newKey()).expect(201);
    assertThat(
            ben.pay(PaymentRequest.draw(mandate.token(), "0.01", "USD"), Purses.newKey())
                .expect(422)
                .code())
        .isEqualTo("spending_limit_exceeded");
  }

  @Test
  void isNeverExceededByPaymentsAtOnce() throws Exception {
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    limit(ann, new SpendingLimit("USD", "day", "10.00")).expect(200);
    int made = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> answers = new ArrayList<>();
      for (int payment = 0; payment < 40; payment++) {
        answers.add(threads.submit(() -> ann.pay(ben.email(), "0.70")));
      }
      for (Future<Answer> answer : answers) {
        made += answer.get().status() == 201 ? 1 : 0;
      }
    }
    assertThat(made).isEqualTo(14);
    assertThat(ann.balance()).isEqualTo("90.20");
  }

  @Test
  void givesBackWhatAHoldLetsGoOfOnceAndNoMore() {
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    limit(ann, new SpendingLimit("USD", "day", "10.00"), new SpendingLimit("USD", "month", "12.00"))
        .expect(200);
    String held = held(ann, ben, "8.00");
    go(ben, held, "capture", Map.of("amount", "2.00"), Purses.newKey()).expect(201);
    assertThat(spent(ann)).containsExactly("8.00", "8.00");
    ann.pay(ben.email(), "2.01").expect(422);
    String key = Purses.newKey();
    go(ben, held, "void", Map.of(), key).expect(201);
    assertThat(spent(ann)).containsExactly("2.00", "2.00");
    go(ben, held, "void", Map.of(), key).expect(200);
    go(ben, held, "void", Map.of(), Purses.newKey()).expect(422);
    assertThat(spent(ann)).containsExactly("2.00", "2.00");
    ann.pay(ben.email(), "8.00").expect(201);
    ann.pay(ben.email(), "0.01").expect(422);
  }

  @Test
  void givesBackWhatTheLastCaptureLeavesAndNothingThatWasPaid() {
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    limit(ann, new SpendingLimit("USD", "day", "10.00")).expect(200);
    Map<String, Object> last = Map.of("amount", "3.00", "final", true);
    Answer captured = go(ben, held(ann, ben, "8.00"), "capture", last, Purses.newKey()).expect(201);
    assertThat(spent(ann)).containsExactly("3.00");
    go(ben, held(ann, ben, "7.00"), "capture", Map.of(), Purses.newKey()).expect(201);
    assertThat(spent(ann)).containsExactly("10.00");
    String payment = captured.json().path("id").asString();
    go(ben, payment, "reverse", Map.of("reason", "sent back"), Purses.newKey()).expect(201);
    assertThat(spent(ann)).containsExactly("10.00");
  }

  @Test
  void givesNothingBackThatWasNeverCounted() {
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    String before = held(ann, ben, "8.00");
    limit(ann, new SpendingLimit("USD", "day", "10.00")).expect(200);
    ann.pay(ben.email(), "5.00").expect(201);
    go(ben, before, "void", Map.of(), Purses.newKey()).expect(201);
    assertThat(spent(ann)).containsExactly("5.00");
  }

  @Test
  void countsRightWhereHoldsAreLetGoAndPaymentsMadeAtOnce() throws Exception {
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    limit(ann, new SpendingLimit("USD", "day", "20.00")).expect(200);
    List<String> holds = new ArrayList<>();
    for (int hold = 0; hold < 10; hold++) {
      holds.add(held(ann, ben, "1.00"));
    }
    int paid = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> payments = new ArrayList<>();
      List<Future<Answer>> voids = new ArrayList<>();
      for (String hold : holds) {
        // Each is let go twice, by two requests.
        voids.add(threads.submit(() -> go(ben, hold, "void", Map.of(), Purses.newKey())));
        payments.add(threads.submit(() -> ann.pay(ben.email(), "1.00")));
        voids.add(threads.submit(() -> go(ben, hold, "void", Map.of(), Purses.newKey())));
      }
      for (Future<Answer> answer : payments) {
        paid += answer.get().status() == 201 ? 1 : 0;
      }
      for (Future<Answer> answer : voids) {
        assertThat(answer.get().status()).isIn(201, 422);
      }
    }
    assertThat(paid).isEqualTo(10);
    assertThat(spent(ann)).containsExactly("10.00");
  }

  @Test
  void refusesLimitsThatCannotBe() {
    Purse ann = purses.empty();
    limit(ann, new SpendingLimit("USD", "year", "1.00")).expect(400);
    limit(ann, new SpendingLimit("XXX", "day", "1.00")).expect(422);
    limit(ann, new SpendingLimit("USD", "day", "-1.00")).expect(422);
    limit(ann, new SpendingLimit("USD", "day", "1.00"), new SpendingLimit("USD", "day", "2.00"))
        .expect(400);
    limit(ann, new SpendingLimit[] {null}).expect(400);
    ann.api()
        .put("/v1/admin/users/" + ann.id() + "/spending-limits", new SpendingLimits(List.of()))
        .expect(403);
    ApiClient administrator = purses.administrator;
    administrator.get("/v1/admin/users/usr_x/spending-limits").expect(404);
  }

  private static String held(Purse payer, Purse payee, String amount) {
    return payer
        .pay(
            new PaymentRequest(payee.email(), amount, "USD").held(Duration.ofHours(1)),
            Purses.newKey())
        .expect(201)
        .json()
        .path("id")
        .asString();
  }

  private static Answer go(Purse who, String payment, String step, Object body, String key) {
    return Purses.step(who.api(), payment, step, body, key);
  }

  private static List<String> spent(Purse purse) {
    return purse.api().get("/v1/spending").expect(200).as(Spending.class).limits().stream()
        .map(Spending.Item::spent)
        .toList();
  }

  private Answer limit(Purse purse, SpendingLimit... limits) {
    return purses.administrator.put(
        "/v1/admin/users/" + purse.id() + "/spending-limits",
        new SpendingLimits(Arrays.asList(limits)));
  }
}
