package dev.countersign.server.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.PaymentRequest;
import dev.countersign.server.payments.Purses.Purse;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@ServerTest
class PaymentsApiTests {
  private final Purses purses;

  PaymentsApiTests(@LocalServerPort int port, TestDatabase database) {
    this.purses = new Purses(port, database);
  }

  @Test
  void paysSomebodyAndIsCompletedWhenTheAnswerComes() {
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    JsonNode payment =
        ann.pay(
                new PaymentRequest(ben.email(), "50.00", "USD", Map.of("service", "data")),
                Purses.newKey())
            .expect(201)
            .json();
    assertThat(payment.path("status").asString()).isEqualTo("completed");
    assertThat(payment.path("amount").asString()).isEqualTo("50.00");
    assertThat(payment.path("currency").asString()).isEqualTo("USD");
    assertThat(payment.path("payer").asString()).startsWith("acc_");
    assertThat(payment.path("payee").asString()).startsWith("acc_");
    assertThat(payment.path("metadata").path("service").asString()).isEqualTo("data");
    assertThat(payment.path("created_at").asString()).endsWith("Z");
    assertThat(ann.balance()).isEqualTo("50.00");
    assertThat(ben.balance()).isEqualTo("50.00");
  }

  @Test
  void refusesWhatTheBalanceDoesNotCoverAndTellsBothSums() {
    Purse ann = purses.with("100.00", "USD");
    Answer refused = ann.pay(purses.empty().email(), "1000.00").expect(422);
    assertThat(refused.code()).isEqualTo("insufficient_funds");
    assertThat(refused.json().path("context").path("balance").asString()).isEqualTo("100.00");
    assertThat(refused.json().path("context").path("required").asString()).isEqualTo("1000.00");
    assertThat(refused.json().path("detail").asString())
        .isEqualTo("Balance 100.00 < required 1000.00");
    assertThat(ann.balance()).isEqualTo("100.00");
  }

  @Test
  void givesTheFirstAnswerAgainForTheSameKeyAndContent() {
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    String key = Purses.newKey();
    Answer first = ann.pay(ben.email(), "10.00", key).expect(201);
    Answer again = ann.pay(ben.email(), "10.0", key).expect(200);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.header("Idempotency-Replayed")).contains("true");
    assertThat(first.header("Idempotency-Replayed")).isEmpty();
    assertThat(ann.balance()).isEqualTo("90.00");
  }

  @Test
  void remembersARefusalUnderItsKey() {
    Purse ann = purses.with("1.00", "USD");
    Purse ben = purses.with("5.00", "USD");
    String key = Purses.newKey();
    ann.pay(ben.email(), "2.00", key).expect(422);
    ben.pay(ann.email(), "3.00").expect(201);
    Answer again = ann.pay(ben.email(), "2.00", key).expect(422);
    assertThat(again.json().path("context").path("balance").asString()).isEqualTo("1.00");
  }

  @Test
  void refusesAKeyThatWasUsedForAnotherPayment() {
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    String key = Purses.newKey();
    ann.pay(ben.email(), "10.00", key).expect(201);
    assertThat(ann.pay(ben.email(), "11.00", key).expect(409).code())
        .isEqualTo("idempotency_conflict");
    assertThat(
            ann.pay(new PaymentRequest(ben.email(), "10.00", "USD", Map.of("a", "b")), key)
                .expect(409)
                .code())
        .isEqualTo("idempotency_conflict");
  }

  @Test
  void keepsTheKeysOfTwoPayersApart() {
    Purse ann = purses.with("10.00", "USD");
    Purse ben = purses.with("10.00", "USD");
    String key = Purses.newKey();
    ann.pay(ben.email(), "1.00", key).expect(201);
    ben.pay(ann.email(), "2.00", key).expect(201);
  }

  @Test
  void demandsAnIdempotencyKey() {
    Purse ann = purses.with("10.00", "USD");
    Answer refused =
        ann.api().post("/v1/payments", new PaymentRequest(ann.email(), "1.00", "USD")).expect(400);
    assertThat(refused.code()).isEqualTo("idempotency_key_required");
  }

  @ParameterizedTest
  @CsvSource({
    "0, zero_amount",
    "0.00, zero_amount",
    "-1.00, negative_amount",
    "1.001, too_many_decimals",
    "99999999999999999999, invalid_request",
    "92233720368547758.08, amount_overflow",
    "1e3, invalid_request",
    "١٠, invalid_request",
    "+5, invalid_request",
    "-0, invalid_request",
    "-0.00, invalid_request",
    "1E-2, invalid_request",
    "0x10, invalid_request",
    "１０, invalid_request",
    "۱۰, invalid_request",
    "1_000, invalid_request",
    "1.0.0, invalid_request",
    ".5, invalid_request",
    "5., invalid_request",
    "Infinity, invalid_request",
    "123456789012345678901234567890123456789012345678901234567890, invalid_request",
    "NaN, invalid_request",
    "'1,000', invalid_request",
  })
  void refusesAnAmountThatCannotBePaid(String amount, String code) {
    Purse ann = purses.with("10.00", "USD");
    Answer refused = ann.pay(purses.empty().email(), amount);
    assertThat(refused.status()).isBetween(400, 499);
    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused.json().path("errors").path(0).path("field").asString()).isEqualTo("amount");
    assertThat(ann.balance()).isEqualTo("10.00");
  }

  @Test
  void refusesWhatNamesNobodyNothingOrOneself() {
    Purse ann = purses.with("10.00", "USD");
    assertThat(ann.pay("nobody@example.com", "1.00").expect(422).code())
        .isEqualTo("unknown_recipient");
    assertThat(ann.pay("acc_00000000000000000000000000", "1.00").expect(422).code())
        .isEqualTo("unknown_account");
    assertThat(ann.pay(ann.email(), "1.00").expect(422).code()).isEqualTo("same_account");
    assertThat(
            ann.pay(new PaymentRequest(purses.empty().email(), "1.00", "XYZ"), Purses.newKey())
                .expect(422)
                .code())
        .isEqualTo("unknown_asset");
  }

  @Test
  void refusesAnAmountThatIsNoText() {
    Purse ann = purses.with("10.00", "USD");
    ann.pay("{\"recipient\":\"a@example.com\",\"amount\":1.5,\"currency\":\"USD\"}", "k")
        .expect(400);
  }

  @Test
  void refusesHalvesOfSurrogatePairsInAmountsAndNames() {
    Purse ann = purses.with("10.00", "USD");
    for (String field : List.of("recipient", "amount", "currency")) {
      Map<String, String> request =
          new HashMap<>(Map.of("recipient", "a@b.cz", "amount", "1.00", "currency", "USD"));
      request.put(field, "HALF");
      String body =
          request.entrySet().stream()
              .map(entry -> "\"" + entry.getKey() + "\":\"" + entry.getValue() + "\"")
              .collect(Collectors.joining(",", "{", "}"))
              .replace("HALF", "1\\ud800");
      Answer refused = ann.pay(body, Purses.newKey()).expect(400);
      assertThat(refused.code()).isIn("invalid_request", "malformed_request");
    }
    assertThat(ann.balance()).isEqualTo("10.00");
  }

  @Test
  void findsARecipientByAddressNameAndIds() {
    Purse ann = purses.with("10.00", "USD");
    Purse ben = purses.with("1.00", "USD");
    String account =
        ben.api().get("/v1/account").json().path("accounts").path(0).path("id").asString();
    ann.pay(ben.email(), "1.00").expect(201);
    ann.pay(ben.id(), "1.00").expect(201);
    ann.pay(account, "1.00").expect(201);
    assertThat(ben.balance()).isEqualTo("4.00");
  }

  @Test
  void showsAPaymentToItsPartiesEachWithTheirOwnEntryOnly() {
    Purse ann = purses.with("10.00", "USD");
    Purse ben = purses.with("7.00", "USD");
    Purse eve = purses.with("1.00", "USD");
    String id = ann.pay(ben.email(), "3.00").json().path("id").asString();
    JsonNode payers = ann.api().get("/v1/payments/" + id).expect(200).json().path("entries");
    JsonNode payees = ben.api().get("/v1/payments/" + id).expect(200).json().path("entries");
    assertThat(payers.size()).isEqualTo(1);
    assertThat(payers.path(0).path("balance_after").asString()).isEqualTo("7.00");
    assertThat(payees.path(0).path("balance_after").asString()).isEqualTo("10.00");
    eve.api().get("/v1/payments/" + id).expect(404);
    eve.api().get("/v1/payments/nonsense").expect(404);
    assertThat(
            purses
                .administrator
                .get("/v1/payments/" + id)
                .expect(200)
                .json()
                .path("entries")
                .size())
        .isEqualTo(2);
  }

  @Test
  void pagesThroughTheHistoryNewestFirstWithoutRepetition() {
    Purse ann = purses.with("10.00", "USD");
    Purse ben = purses.empty();
    for (int payment = 0; payment < 5; payment++) {
      ann.pay(ben.email(), "1.00").expect(201);
    }
    Set<String> seen = new HashSet<>();
    List<String> times = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page =
          ann.api()
              .get("/v1/transactions?limit=2" + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
              .expect(200)
              .json();
      page.path("transactions")
          .forEach(transaction -> {
            assertThat(seen.add(transaction.path("id").asString())).isTrue();
            times.add(transaction.path("created_at").asString());
          });
      cursor = page.path("next_cursor").asString("");
    } while (!cursor.isEmpty());
    assertThat(seen).hasSize(6);
    assertThat(times).isSortedAccordingTo((one, other) -> other.compareTo(one));
  }

  @Test
  void refusesPagesThatCannotBe() {
    Purse ann = purses.with("10.00", "USD");
    ann.api().get("/v1/transactions?limit=0").expect(400);
    ann.api().get("/v1/transactions?limit=201").expect(400);
    ann.api().get("/v1/transactions?limit=x").expect(400);
    ann.api().get("/v1/transactions?cursor=x").expect(400);
  }

  @Test
  void hasOneEffectAndOneAnswerForOneKeyAskedSixtyFourTimesAtOnce() throws Exception {
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    String key = Purses.newKey();
    Set<String> bodies = new HashSet<>();
    int created = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> answers = new ArrayList<>();
      for (int request = 0; request < 64; request++) {
        answers.add(threads.submit(() -> ann.pay(ben.email(), "1.00", key)));
      }
      for (Future<Answer> answer : answers) {
        created += answer.get().status() == 201 ? 1 : 0;
        bodies.add(answer.get().text());
      }
    }
    assertThat(created).isEqualTo(1);
    assertThat(bodies).hasSize(1);
    assertThat(ann.balance()).isEqualTo("99.00");
  }

  @Test
  void keepsTheSumWhenSixtyFourPayInARingAndIntoOneAccount() throws Exception {
    List<Purse> ring = new ArrayList<>();
    for (int person = 0; person < 64; person++) {
      ring.add(purses.with("1.00", "USD"));
    }
    Purse hot = purses.with("1.00", "USD");
    Set<Integer> statuses = new HashSet<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Integer>>> runs = new ArrayList<>();
      for (int person = 0; person < ring.size(); person++) {
        Purse payer = ring.get(person);
        Purse next = ring.get((person + 1) % ring.size());
        runs.add(
            threads.submit(() -> {
              List<Integer> seen = new ArrayList<>();
              for (int round = 0; round < 5; round++) {
                seen.add(payer.pay(next.email(), "0.40").status());
                seen.add(payer.pay(hot.email(), "0.10").status());
              }
              return seen;
            }));
      }
      for (Future<List<Integer>> run : runs) {
        statuses.addAll(run.get());
      }
    }
    assertThat(statuses).isSubsetOf(201, 422);
    long cents = cents(hot.balance());
    for (Purse purse : ring) {
      assertThat(cents(purse.balance())).isNotNegative();
      cents += cents(purse.balance());
    }
    assertThat(cents).isEqualTo(65 * 100);
  }

  private static long cents(String balance) {
    return Long.parseLong(balance.replace(".", ""));
  }
}
