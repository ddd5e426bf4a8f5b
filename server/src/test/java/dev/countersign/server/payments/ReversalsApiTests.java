package dev.countersign.server.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.FeeBearer;
import dev.countersign.api.PaymentFee;
import dev.countersign.api.PaymentRequest;
import dev.countersign.server.payments.Purses.Purse;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@ServerTest
class ReversalsApiTests {
  private final Purses purses;

  ReversalsApiTests(@LocalServerPort int port, TestDatabase database) {
    this.purses = new Purses(port, database);
  }

  @Test
  void givesAPaymentBackInPartsAndNeverMoreThanWasPaid() {
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    String id = paid(ann, ben, "30.00");
    Answer part = reverse(ben.api(), id, "10.00").expect(201);
    assertThat(part.json().path("type").asString()).isEqualTo("reversal");
    assertThat(part.json().path("parent").asString()).isEqualTo(id);
    assertThat(part.json().path("reason").asString()).isEqualTo("returned goods");
    Answer refused = reverse(ben.api(), id, "20.01").expect(422);
    assertThat(refused.code()).isEqualTo("reversal_exceeds");
    assertThat(status(ann, id)).isEqualTo("completed");
    step(ben.api(), id, Map.of("reason", "the rest")).expect(201);
    JsonNode original = ann.api().get("/v1/payments/" + id).expect(200).json();
    assertThat(original.path("status").asString()).isEqualTo("reversed");
    assertThat(original.path("progress").path("reversed").asString()).isEqualTo("30.00");
    assertThat(original.path("progress").path("remaining").asString()).isEqualTo("0.00");
    assertThat(original.path("progress").path("reversals").size()).isEqualTo(2);
    assertThat(ann.balance()).isEqualTo("100.00");
    assertThat(ben.balance()).isEqualTo("0.00");
    assertThat(reverse(ben.api(), id, "0.01").expect(422).code()).isEqualTo("reversal_exceeds");
  }

  @Test
  void isGivenBackByWhoeverGotAllOfItOrABookkeeper() {
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    Purse eve = purses.empty();
    String id = paid(ann, ben, "30.00");
    assertThat(reverse(ann.api(), id, "1.00").expect(403).code()).isEqualTo("forbidden");
    reverse(eve.api(), id, "1.00").expect(404);
    reverse(purses.administrator, id, "1.00").expect(201);
    String withFee =
        ann.pay(
                new PaymentRequest(ben.email(), "10.00", "USD")
                    .withFee(new PaymentFee(eve.email(), "1.00", null, FeeBearer.PAYEE)),
                Purses.newKey())
            .expect(201)
            .json()
            .path("id")
            .asString();
    // The fee is another's to give back.
    reverse(ben.api(), withFee, "1.00").expect(403);
    reverse(purses.administrator, withFee, "10.00").expect(201);
    assertThat(eve.balance()).isEqualTo("0.00");
  }

  @Test
  void givesBackNoDepositByWhoeverGotIt() {
    Purse ann = purses.with("100.00", "USD");
    String deposit =
        ann.api().get("/v1/transactions").json().path("transactions").path(0).path("id").asString();
    reverse(ann.api(), deposit, "1.00").expect(403);
    reverse(purses.administrator, deposit, "100.00").expect(201);
    assertThat(ann.balance()).isEqualTo("0.00");
  }

  @Test
  void refusesToReverseWhatIsNoPaymentOrHasNoReason() {
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    String id = paid(ann, ben, "30.00");
    String reversal = reverse(ben.api(), id, "1.00").json().path("id").asString();
    assertThat(reverse(purses.administrator, reversal, "1.00").expect(422).code())
        .isEqualTo("not_reversible");
    String hold =
        ann.pay(
                Map.of("recipient", ben.email(), "amount", "1.00", "currency", "USD", "hold", true),
                Purses.newKey())
            .expect(201)
            .json()
            .path("id")
            .asString();
    assertThat(reverse(ben.api(), hold, "1.00").expect(422).code()).isEqualTo("not_reversible");
    step(ben.api(), id, Map.of()).expect(400);
    step(ben.api(), id, Map.of("reason", "x".repeat(141))).expect(400);
    reverse(ben.api(), id, "0.00").expect(422);
    reverse(ben.api(), id, "1e1").expect(400);
  }

  @Test
  void refusesWhatTheOneWhoGotItHasSpent() {
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    String id = paid(ann, ben, "30.00");
    ben.pay(ann.email(), "25.00").expect(201);
    assertThat(reverse(ben.api(), id, "30.00").expect(422).code()).isEqualTo("insufficient_funds");
  }

  private static String paid(Purse payer, Purse payee, String amount) {
    return payer.pay(payee.email(), amount).expect(201).json().path("id").asString();
  }

  private static String status(Purse purse, String id) {
    return purse.api().get("/v1/payments/" + id).expect(200).json().path("status").asString();
  }

  private static Answer reverse(ApiClient api, String id, String amount) {
    return step(api, id, Map.of("amount", amount, "reason", "returned goods"));
  }

  private static Answer step(ApiClient api, String id, Object body) {
    return Purses.step(api, id, "reverse", body, Purses.newKey());
  }
}
