package dev.countersign.server.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.PaymentRequest;
import dev.countersign.server.payments.Purses.Purse;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestDatabase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@ServerTest
class ConversionsApiTests {
  private final Purses purses;

  ConversionsApiTests(@LocalServerPort int port, TestDatabase database) {
    this.purses = new Purses(port, database);
  }

  @AfterEach
  void takeAllAgain() {
    purses.administrator.put("/v1/admin/payment-settings", Map.of("rates", List.of())).expect(200);
  }

  @Test
  void convertsAtTheStatedRateExactly() {
    state("0.92415");
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    JsonNode paid = ann.pay(into(ben, "10.01", "0.92415"), Purses.newKey()).expect(201).json();
    // 10.01 at 0.92415 is 9.2507415.
    assertThat(paid.path("conversion").path("amount").asString()).isEqualTo("9.25");
    assertThat(paid.path("conversion").path("rate").asString()).isEqualTo("0.92415");
    assertThat(paid.path("conversion").path("rate_source").asString()).isEqualTo("ECB 2026-11-20");
    assertThat(ann.balance()).isEqualTo("89.99");
    assertThat(ben.balance()).isEqualTo("9.25");
  }

  @Test
  void keepsToTheFirstAnswerWhenTheRateHasChangedSince() {
    state("0.9");
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    String key = Purses.newKey();
    Answer first = ann.pay(into(ben, "10.00", "0.90"), key).expect(201);
    state("0.8");
    assertThat(ann.pay(into(ben, "10.00", "0.9"), key).expect(200).text()).isEqualTo(first.text());
    Answer changed = ann.pay(into(ben, "10.00", "0.9"), Purses.newKey()).expect(422);
    assertThat(changed.code()).isEqualTo("rate_changed");
    assertThat(changed.json().path("context").path("rate").asString()).isEqualTo("0.8");
    purses.administrator.put("/v1/admin/payment-settings", Map.of("rates", List.of())).expect(200);
    assertThat(ann.pay(into(ben, "10.00", "0.9"), key).expect(200).text()).isEqualTo(first.text());
    assertThat(ann.pay(into(ben, "10.00", null), Purses.newKey()).expect(422).code())
        .isEqualTo("no_rate");
    assertThat(ben.balance()).isEqualTo("9.00");
  }

  @Test
  void isReversedByABookkeeperOnlyAtTheRateItWasMadeAt() {
    state("0.5");
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    String id =
        ann.pay(into(ben, "10.00", null), Purses.newKey()).expect(201).json().path("id").asString();
    Map<String, String> back = Map.of("reason", "a mistake");
    Purses.step(ben.api(), id, "reverse", back, Purses.newKey()).expect(403);
    Purses.step(purses.administrator, id, "reverse", back, Purses.newKey()).expect(201);
    assertThat(ann.balance()).isEqualTo("100.00");
    assertThat(ben.balance()).isEqualTo("0.00");
  }

  @Test
  void refusesRatesThatAreNone() {
    for (String rate : List.of("0", "-1", "1e3", "0.0000000000000000001", "NaN", "1,5")) {
      purses
          .administrator
          .put("/v1/admin/payment-settings", Map.of("rates", List.of(rate(rate))))
          .expect(400);
    }
  }

  @Test
  void takesOnlyAssetsThatTheTenantAllowsAndStillGivesWhatIsThere() {
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    String key = Purses.newKey();
    Answer first = ann.pay(ben.email(), "1.00", key).expect(201);
    Map<String, Object> eurosOnly = new HashMap<>();
    eurosOnly.put("allowed_currencies", List.of("EUR"));
    eurosOnly.put("rates", List.of());
    purses.administrator.put("/v1/admin/payment-settings", eurosOnly).expect(200);
    assertThat(ann.pay(ben.email(), "1.00").expect(422).code()).isEqualTo("asset_not_allowed");
    assertThat(ann.pay(ben.email(), "1.00", key).expect(200).text()).isEqualTo(first.text());
    String id = first.json().path("id").asString();
    Purses.step(ben.api(), id, "reverse", Map.of("reason", "x"), Purses.newKey()).expect(201);
    assertThat(ann.balance()).isEqualTo("100.00");
  }

  @Test
  void addsAssetsOfItsOwnAndCurrenciesAsTheStandardHasThem() {
    assertThat(add("POINTS", 0).expect(201).json().path("allowed").asBoolean(false)).isTrue();
    add("POINTS", 0).expect(201);
    assertThat(add("POINTS", 3).expect(409).code()).isEqualTo("asset_exists");
    add("JPY", null).expect(201);
    add("BHD", 2).expect(400);
    add("GRAINS", 10).expect(400);
    add("GRAINS", null).expect(400);
    add("gold", 2).expect(400);
    Purse ann = purses.with("7", "POINTS");
    assertThat(ann.balance()).isEqualTo("7");
    assertThat(ann.api().get("/v1/assets").expect(200).text()).contains("POINTS", "JPY");
  }

  private Answer add(String code, @Nullable Integer scale) {
    Map<String, Object> request = new HashMap<>();
    request.put("code", code);
    if (scale != null) {
      request.put("scale", scale);
    }
    return purses.administrator.post("/v1/admin/assets", request);
  }

  private void state(String rate) {
    purses
        .administrator
        .put("/v1/admin/payment-settings", Map.of("rates", List.of(rate(rate))))
        .expect(200);
  }

  private static Map<String, String> rate(String rate) {
    return Map.of(
        "currency", "USD",
        "target_currency", "EUR",
        "rate", rate,
        "source", "ECB 2026-11-20",
        "rounding", "half_even");
  }

  private static PaymentRequest into(Purse payee, String amount, @Nullable String rate) {
    return new PaymentRequest(payee.email(), amount, "USD").into("EUR", rate);
  }
}
