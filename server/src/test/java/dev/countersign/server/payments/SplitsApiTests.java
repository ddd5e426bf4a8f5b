package dev.countersign.server.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.FeeBearer;
import dev.countersign.api.PaymentFee;
import dev.countersign.api.PaymentReference;
import dev.countersign.api.PaymentRequest;
import dev.countersign.api.PaymentSplit;
import dev.countersign.api.ReferenceType;
import dev.countersign.server.payments.Purses.Purse;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@ServerTest
class SplitsApiTests {
  private final Purses purses;

  SplitsApiTests(@LocalServerPort int port, TestDatabase database) {
    this.purses = new Purses(port, database);
  }

  @Test
  void sharesAnAmountExactlyToTheLastUnit() {
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    Purse cat = purses.empty();
    Purse dan = purses.empty();
    ann.pay(
            PaymentRequest.split(
                "10.00",
                "USD",
                List.of(
                    PaymentSplit.ofShare(ben.email(), 1),
                    PaymentSplit.ofShare(cat.email(), 1),
                    PaymentSplit.ofShare(dan.email(), 1))),
            Purses.newKey())
        .expect(201);
    assertThat(ann.balance()).isEqualTo("90.00");
    assertThat(ben.balance()).isEqualTo("3.34");
    assertThat(cat.balance()).isEqualTo("3.33");
    assertThat(dan.balance()).isEqualTo("3.33");
  }

  @Test
  void paysExactAmountsFirstAndSharesWhatTheyLeave() {
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    Purse cat = purses.empty();
    ann.pay(
            PaymentRequest.split(
                "10.00",
                "USD",
                List.of(
                    PaymentSplit.ofAmount(ben.email(), "9.99"),
                    PaymentSplit.ofShare(cat.email(), 7))),
            Purses.newKey())
        .expect(201);
    assertThat(ben.balance()).isEqualTo("9.99");
    assertThat(cat.balance()).isEqualTo("0.01");
  }

  @Test
  void refusesPartsThatDoNotMakeUpTheAmount() {
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    Purse cat = purses.empty();
    assertThat(split(ann, "10.00", ben, "5.00", cat, "4.99").expect(422).code())
        .isEqualTo("splits_mismatch");
    assertThat(split(ann, "10.00", ben, "5.00", ben, "5.00").expect(422).code())
        .isEqualTo("same_account");
    Map<String, Object> both =
        Map.of(
            "recipient",
            ben.email(),
            "amount",
            "1.00",
            "currency",
            "USD",
            "splits",
            List.of(Map.of("recipient", cat.email(), "share", 1)));
    ann.pay(both, Purses.newKey()).expect(400);
    Map<String, Object> neither =
        Map.of(
            "amount", "1.00", "currency", "USD", "splits", List.of(Map.of("recipient", "a@b.cz")));
    Answer refused = ann.pay(neither, Purses.newKey()).expect(400);
    assertThat(refused.json().path("errors").path(0).path("field").asString())
        .isEqualTo("splits[0].share");
    assertThat(ann.balance()).isEqualTo("100.00");
  }

  @Test
  void takesAFeeOnTopOfTheAmountOrOutOfIt() {
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    Purse house = purses.empty();
    JsonNode onTop =
        ann.pay(
                new PaymentRequest(ben.email(), "10.01", "USD")
                    .withFee(new PaymentFee(house.email(), null, 250, FeeBearer.PAYER)),
                Purses.newKey())
            .expect(201)
            .json();
    // 2.5 % of 10.01 is 0.25025.
    assertThat(onTop.path("amount").asString()).isEqualTo("10.26");
    assertThat(onTop.path("fee").path("amount").asString()).isEqualTo("0.25");
    assertThat(onTop.path("fee").path("borne_by").asString()).isEqualTo("payer");
    assertThat(onTop.path("metadata").size()).isZero();
    ann.pay(
            new PaymentRequest(ben.email(), "10.00", "USD")
                .withFee(new PaymentFee(house.email(), "0.99", null, FeeBearer.PAYEE)),
            Purses.newKey())
        .expect(201);
    assertThat(ann.balance()).isEqualTo("79.74");
    assertThat(ben.balance()).isEqualTo("19.02");
    assertThat(house.balance()).isEqualTo("1.24");
    assertThat(
            ann.pay(
                    new PaymentRequest(ben.email(), "1.00", "USD")
                        .withFee(new PaymentFee(house.email(), "1.00", null, FeeBearer.PAYEE)),
                    Purses.newKey())
                .expect(422)
                .code())
        .isEqualTo("fee_exceeds_amount");
  }

  @ParameterizedTest
  @EnumSource(ReferenceType.class)
  void showsOnTheStatementsOfBothWhatAPaymentIsFor(ReferenceType type) {
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    String value = type == ReferenceType.CREDITOR ? "RF18539007547034" : "for " + type;
    ann.pay(
            new PaymentRequest(ben.email(), "1.00", "USD")
                .withReferences(List.of(new PaymentReference(type, value))),
            Purses.newKey())
        .expect(201);

    for (Purse either : List.of(ann, ben)) {
      String account = either.api().get("/v1/account").json().at("/accounts/0/id").asString();
      assertThat(
              either
                  .api()
                  .get(
                      "/v1/accounts/"
                          + account
                          + "/statement?format=csv&from=2020-01-01&to=2199-01-01")
                  .expect(200)
                  .text())
          .contains("," + value + ",");
    }
  }

  @Test
  void keepsWhatAPaymentIsForAndFindsItByThat() {
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    List<PaymentReference> references =
        List.of(
            new PaymentReference(ReferenceType.INVOICE, "2026-17"),
            new PaymentReference(ReferenceType.CREDITOR, "RF18 5390 0754 7034"));
    JsonNode paid =
        ann.pay(
                new PaymentRequest(ben.email(), "1.00", "USD").withReferences(references),
                Purses.newKey())
            .expect(201)
            .json();
    assertThat(paid.path("references").path(0).path("type").asString()).isEqualTo("invoice");
    assertThat(paid.path("references").path(1).path("value").asString())
        .isEqualTo("RF18539007547034");
    assertThat(paid.path("metadata").size()).isZero();
    assertThat(
            ben.api()
                .get("/v1/transactions?metadata=countersign.reference.invoice=2026-17")
                .expect(200)
                .json()
                .path("transactions")
                .size())
        .isEqualTo(1);
    Answer refused =
        ann.pay(
                new PaymentRequest(ben.email(), "1.00", "USD")
                    .withReferences(
                        List.of(new PaymentReference(ReferenceType.CREDITOR, "RF19539007547034"))),
                Purses.newKey())
            .expect(400);
    assertThat(refused.json().path("errors").path(0).path("field").asString())
        .isEqualTo("references[0].value");
    ann.pay(
            new PaymentRequest(
                ben.email(), "1.00", "USD", Map.of("countersign.fee.amount", "9.99")),
            Purses.newKey())
        .expect(400);
  }

  private static Answer split(
      Purse payer, String amount, Purse one, String first, Purse other, String second) {
    return payer.pay(
        PaymentRequest.split(
            amount,
            "USD",
            List.of(
                PaymentSplit.ofAmount(one.email(), first),
                PaymentSplit.ofAmount(other.email(), second))),
        Purses.newKey());
  }
}
