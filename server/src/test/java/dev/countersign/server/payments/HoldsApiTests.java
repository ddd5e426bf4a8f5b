package dev.countersign.server.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.PaymentRequest;
import dev.countersign.server.payments.Purses.Purse;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestDatabase;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@ServerTest
class HoldsApiTests {
  private final Purses purses;

  HoldsApiTests(@LocalServerPort int port, TestDatabase database) {
    this.purses = new Purses(port, database);
  }

  @Test
  void holdsWhatIsToBePaidApartFromTheBalance() {
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    Answer held = ann.pay(hold(ben, "30.00"), Purses.newKey()).expect(201);
    assertThat(held.json().path("status").asString()).isEqualTo("pending");
    assertThat(held.json().path("expires_at").asString()).isNotEmpty();
    JsonNode account = account(ann);
    assertThat(account.path("balance").asString()).isEqualTo("100.00");
    assertThat(account.path("held").asString()).isEqualTo("30.00");
    assertThat(account.path("available").asString()).isEqualTo("70.00");
    assertThat(ann.pay(ben.email(), "70.01").expect(422).code()).isEqualTo("insufficient_funds");
  }

  @Test
  void isCapturedByThePayeeInPartsAndTheRestIsGivenBack() {
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    String id = held(ann, ben, "30.00");
    Answer first = step(ben.api(), id, "capture", Map.of("amount", "10.00")).expect(201);
    assertThat(first.json().path("type").asString()).isEqualTo("capture");
    assertThat(first.json().path("parent").asString()).isEqualTo(id);
    step(ben.api(), id, "capture", Map.of("amount", "5.00", "final", true)).expect(201);
    JsonNode hold = ann.api().get("/v1/payments/" + id).expect(200).json();
    assertThat(hold.path("status").asString()).isEqualTo("completed");
    assertThat(hold.path("progress").path("captured").asString()).isEqualTo("15.00");
    assertThat(hold.path("progress").path("remaining").asString()).isEqualTo("0.00");
    assertThat(hold.path("progress").path("captures").size()).isEqualTo(2);
    assertThat(account(ann).path("available").asString()).isEqualTo("85.00");
    assertThat(ben.balance()).isEqualTo("15.00");
    assertThat(step(ben.api(), id, "capture", Map.of()).expect(422).code())
        .isEqualTo("hold_closed");
  }

  @Test
  void isNeverCapturedBeyondWhatIsHeld() {
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    String id = held(ann, ben, "30.00");
    Answer refused = step(ben.api(), id, "capture", Map.of("amount", "30.01")).expect(422);
    assertThat(refused.code()).isEqualTo("capture_exceeds");
    assertThat(refused.json().path("context").path("remaining").asString()).isEqualTo("30.00");
    step(ben.api(), id, "capture", Map.of()).expect(201);
    assertThat(ben.balance()).isEqualTo("30.00");
  }

  @Test
  void isCapturedAndVoidedByThePayeeOrABookkeeperOnly() {
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    Purse eve = purses.empty();
    String id = held(ann, ben, "30.00");
    assertThat(step(ann.api(), id, "capture", Map.of()).expect(403).code()).isEqualTo("forbidden");
    assertThat(step(ann.api(), id, "void", Map.of()).expect(403).code()).isEqualTo("forbidden");
    step(eve.api(), id, "capture", Map.of()).expect(404);
    step(eve.api(), id, "void", Map.of()).expect(404);
    eve.api().get("/v1/payments/" + id).expect(404);
    step(purses.administrator, id, "capture", Map.of("amount", "1.00")).expect(201);
    Answer voided = step(ben.api(), id, "void", Map.of()).expect(201);
    assertThat(voided.json().path("status").asString()).isEqualTo("cancelled");
    assertThat(account(ann).path("held").asString()).isEqualTo("0.00");
    assertThat(step(ben.api(), id, "void", Map.of()).expect(422).code()).isEqualTo("hold_closed");
  }

  @Test
  void refusesALifeThatIsTooLongOrNone() {
    Purse ann = purses.with("10.00", "USD");
    Purse ben = purses.empty();
    for (int seconds : List.of(0, -1, 2_592_001)) {
      Map<String, Object> request = new HashMap<>(plain(ben, "1.00"));
      request.put("hold", true);
      request.put("expires_in", seconds);
      Answer refused = ann.pay(request, Purses.newKey()).expect(400);
      assertThat(refused.json().path("errors").path(0).path("field").asString())
          .isEqualTo("expires_in");
    }
    Map<String, Object> unheld = new HashMap<>(plain(ben, "1.00"));
    unheld.put("expires_in", 60);
    ann.pay(unheld, Purses.newKey()).expect(400);
  }

  @Test
  void listsOnesOwnHoldsAndEverybodysToWhoeverReadsTheLedger() {
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    String first = held(ann, ben, "1.00");
    String second = held(ann, ben, "2.00");
    step(ben.api(), first, "void", Map.of()).expect(201);
    JsonNode page = ann.api().get("/v1/holds?limit=1").expect(200).json();
    assertThat(page.path("holds").path(0).path("id").asString()).isEqualTo(second);
    String cursor = page.path("next_cursor").asString();
    assertThat(
            ben.api()
                .get("/v1/holds?limit=1&cursor=" + cursor)
                .expect(200)
                .json()
                .path("holds")
                .path(0)
                .path("id")
                .asString())
        .isEqualTo(first);
    assertThat(ben.api().get("/v1/holds?status=pending").expect(200).json().path("holds").size())
        .isEqualTo(1);
    assertThat(purses.empty().api().get("/v1/holds").expect(200).json().path("holds").size())
        .isZero();
    ann.api().get("/v1/holds?all=true").expect(403);
    assertThat(purses.administrator.get("/v1/holds?all=true").expect(200).text())
        .contains(first, second);
    ann.api().get("/v1/holds?status=lost").expect(400);
  }

  private static PaymentRequest hold(Purse payee, String amount) {
    return new PaymentRequest(payee.email(), amount, "USD").held(Duration.ofDays(1));
  }

  private static Map<String, Object> plain(Purse payee, String amount) {
    return Map.of("recipient", payee.email(), "amount", amount, "currency", "USD");
  }

  private static String held(Purse payer, Purse payee, String amount) {
    return payer.pay(hold(payee, amount), Purses.newKey()).expect(201).json().path("id").asString();
  }

  private static JsonNode account(Purse purse) {
    return purse.api().get("/v1/account").expect(200).json().path("accounts").path(0);
  }

  private static Answer step(ApiClient api, String id, String step, Object body) {
    return Purses.step(api, id, step, body, Purses.newKey());
  }
}
