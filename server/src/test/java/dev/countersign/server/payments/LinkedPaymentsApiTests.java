package dev.countersign.server.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.payments.Purses.Purse;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServerTest
class LinkedPaymentsApiTests {
  private final Purses purses;

  LinkedPaymentsApiTests(@LocalServerPort int port, TestDatabase database) {
    this.purses = new Purses(port, database);
  }

  @Test
  void makesAllPaymentsAndAnswersThemAgainUnderTheSameKey() {
    Purse ann = purses.with("10.00", "USD");
    Purse ben = purses.empty();
    Purse cat = purses.empty();
    String key = Purses.newKey();
    List<Object> payments = List.of(to(ben, "4.00"), to(cat, "6.00"));
    Answer first = linked(ann.api(), key, payments).expect(201);
    assertThat(first.json().path("payments").size()).isEqualTo(2);
    Answer again = linked(ann.api(), key, payments).expect(200);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(linked(ann.api(), key, payments.reversed()).expect(409).code())
        .isEqualTo("idempotency_conflict");
    assertThat(ann.balance()).isEqualTo("0.00");
    assertThat(cat.balance()).isEqualTo("6.00");
  }

  @Test
  void makesNoneWhereOneIsRefusedAndNamesIt() {
    Purse ann = purses.with("10.00", "USD");
    Purse ben = purses.empty();
    Answer refused =
        linked(ann.api(), Purses.newKey(), List.of(to(ben, "4.00"), to(ben, "6.01"))).expect(422);
    assertThat(refused.code()).isEqualTo("insufficient_funds");
    assertThat(refused.json().path("context").path("position").asString()).isEqualTo("1");
    assertThat(refused.json().path("errors").path(0).path("field").asString())
        .isEqualTo("payments[1]");
    Answer unread =
        linked(ann.api(), Purses.newKey(), List.of(to(ben, "4.00"), to(ben, "1e3"))).expect(400);
    assertThat(unread.json().path("errors").path(0).path("field").asString())
        .isEqualTo("payments[1].payment.amount");
    linked(ann.api(), Purses.newKey(), List.of(to(ben, "4.00"))).expect(400);
    assertThat(ann.balance()).isEqualTo("10.00");
  }

  @Test
  void paysFromOthersAccountsOnABookkeepersWordOnly() {
    Purse ann = purses.with("10.00", "USD");
    Purse ben = purses.with("10.00", "USD");
    Purse eve = purses.empty();
    List<Object> payments = List.of(from(ann, eve, "10.00"), from(ben, eve, "5.00"));
    linked(eve.api(), Purses.newKey(), payments).expect(403);
    linked(purses.administrator, Purses.newKey(), payments).expect(201);
    assertThat(eve.balance()).isEqualTo("15.00");
    assertThat(ben.balance()).isEqualTo("5.00");
  }

  private static Answer linked(ApiClient api, String key, List<Object> payments) {
    return api.with("Idempotency-Key", key)
        .post("/v1/payments/linked", Map.of("payments", payments));
  }

  private static Map<String, Object> to(Purse payee, String amount) {
    return Map.of(
        "payment", Map.of("recipient", payee.email(), "amount", amount, "currency", "USD"));
  }

  private static Map<String, Object> from(Purse payer, Purse payee, String amount) {
    return Map.of(
        "payer",
        payer.email(),
        "payment",
        Map.of("recipient", payee.email(), "amount", amount, "currency", "USD"));
  }
}
