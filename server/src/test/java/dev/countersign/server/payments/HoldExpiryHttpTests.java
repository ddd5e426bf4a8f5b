package dev.countersign.server.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.api.PaymentRequest;
import dev.countersign.api.SpendingLimit;
import dev.countersign.api.SpendingLimits;
import dev.countersign.server.payments.Purses.Purse;
import dev.countersign.server.testing.MovableClock;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestClock;
import dev.countersign.testsupport.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

/** Holds whose time runs out. */
@ServerTest
@Import(MovableClock.class)
class HoldExpiryHttpTests {
  private static final Duration LIFE = Duration.ofSeconds(60);

  private final Purses purses;
  private final TestClock clock;

  HoldExpiryHttpTests(@LocalServerPort int port, TestDatabase database, TestClock clock) {
    this.purses = new Purses(port, database);
    this.clock = clock;
  }

  @Test
  void isCapturedUntilItsTimeIsOverAndNotAMomentLonger() {
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    String id = held(ann, ben);
    clock.advance(LIFE.minusSeconds(1));
    Map<String, String> part = Map.of("amount", "10.00");
    Purses.step(ben.api(), id, "capture", part, Purses.newKey()).expect(201);
    clock.advance(Duration.ofSeconds(1));
    // Whether or not it was looked for by now.
    assertThat(Purses.step(ben.api(), id, "capture", part, Purses.newKey()).expect(422).code())
        .isIn("hold_expired", "hold_closed");
    assertThat(ben.balance()).isEqualTo("10.00");
  }

  @Test
  void givesFreeByItselfWhatWasHeld() {
    Purse ann = purses.with("100.00", "USD");
    limit(ann, "110.00");
    String id = held(ann, purses.empty());
    assertThat(account(ann).path("available").asString()).isEqualTo("70.00");
    clock.advance(LIFE);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> account(ann).path("available").asString().equals("100.00"));
    assertThat(account(ann).path("held").asString()).isEqualTo("0.00");
    JsonNode hold = ann.api().get("/v1/payments/" + id).expect(200).json();
    assertThat(hold.path("status").asString()).isEqualTo("expired");
    // Of the spending limit too.
    ann.pay(purses.empty().email(), "100.00").expect(201);
  }

  private void limit(Purse purse, String amount) {
    purses
        .administrator
        .put(
            "/v1/admin/users/" + purse.id() + "/spending-limits",
            new SpendingLimits(List.of(new SpendingLimit("USD", "month", amount))))
        .expect(200);
  }

  private static String held(Purse payer, Purse payee) {
    PaymentRequest request = new PaymentRequest(payee.email(), "30.00", "USD").held(LIFE);
    return payer.pay(request, Purses.newKey()).expect(201).json().path("id").asString();
  }

  private static JsonNode account(Purse purse) {
    return purse.api().get("/v1/account").expect(200).json().path("accounts").path(0);
  }
}
