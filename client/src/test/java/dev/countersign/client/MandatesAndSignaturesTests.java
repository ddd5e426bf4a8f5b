package dev.countersign.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.CountersignRequest;
import dev.countersign.api.IssuedMandate;
import dev.countersign.api.MandateRequest;
import dev.countersign.api.MandateStatus;
import dev.countersign.api.PaymentRequest;
import dev.countersign.api.PaymentStatus;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Calls about mandates, and about payments that wait to be countersigned. */
class MandatesAndSignaturesTests {
  private static final String MANDATE =
      """
      {"id":"mnd_1","payer":"usr_1","payee":"usr_2","currency":"USD","ceiling":"10.00","uses":3,
       "drawn":"0.00","draws":0,"status":"active","created_at":"2026-01-01T00:00:00Z",
       "expires_at":"2026-02-01T00:00:00Z"}\
      """;
  private static final String WAITING =
      """
      {"id":"csg_1","type":"payment","status":"awaiting_countersignature","amount":"500.00",
       "currency":"USD","metadata":{},"effective_at":"2026-01-01T00:00:00Z",
       "created_at":"2026-01-01T00:00:00Z","countersignature":{"payer":"usr_1",
       "text":"Pay 500.00 USD to ben (usr_2)","payees":[{"id":"usr_2","name":"ben",
       "amount":"500.00"}],"digest":"aa","reasons":["amount"],
       "expires_at":"2026-01-02T00:00:00Z"}}\
      """;
  private static final String POSTED =
      """
      {"id":"pay_1","type":"payment","status":"completed","amount":"500.00","currency":"USD",
       "metadata":{},"effective_at":"2026-01-01T00:00:00Z","created_at":"2026-01-01T00:00:00Z"}\
      """;
  private static final String CHALLENGE =
      """
      {"challenge_id":"c","text":"Pay 500.00 USD to ben (usr_2)","digest":"aa","method":{
       "method_id":"mfa_1","type":"totp","name":"App","is_primary":true,"is_verified":true,
       "created_at":"2026-01-01T00:00:00Z"},"methods":[],"expires_in":600,"tries_left":3}\
      """;

  @AutoClose private final StandIn service = new StandIn();

  @AutoClose
  private final CountersignClient client =
      CountersignClient.builder(service.url()).accessToken("mine").build();

  MandatesAndSignaturesTests() throws IOException {}

  @Test
  void giveListAndTakeMandatesBack() {
    service
        .answer("/v1/transactions/token", 201, "{\"token\":\"t\",\"mandate\":" + MANDATE + "}")
        .answer("/v1/transactions/tokens", 200, "{\"items\":[" + MANDATE + "]}")
        .answer("/v1/transactions/tokens/mnd_1", 200, MANDATE)
        .answer("/v1/transactions/tokens/mnd_1", 204, "");
    IssuedMandate issued =
        client.mandates().give(new MandateRequest("ben", "USD", "10.00", 3, 3_600));
    assertThat(issued.token()).isEqualTo("t");
    assertThat(issued.toString()).doesNotContain("token=");
    assertThat(client.mandates().list(null, 5).items().getFirst().status())
        .isEqualTo(MandateStatus.ACTIVE);
    assertThat(client.mandates().find("mnd_1").uses()).isEqualTo(3);
    client.mandates().revoke("mnd_1");
    assertThat(asked())
        .containsExactly(
            "POST /v1/transactions/token",
            "GET /v1/transactions/tokens?limit=5",
            "GET /v1/transactions/tokens/mnd_1",
            "DELETE /v1/transactions/tokens/mnd_1");
  }

  @Test
  void tellThatAPaymentWaitsAndSignIt() {
    service
        .answer("/v1/payments", 202, WAITING)
        .answer("/v1/payments/awaiting", 200, "{\"items\":[" + WAITING + "]}")
        .answer("/v1/payments/csg_1/countersign/challenge", 200, CHALLENGE)
        .answer("/v1/payments/csg_1/countersign", 201, POSTED);
    PaymentOutcome outcome = client.payments().pay(new PaymentRequest("ben", "500.00", "USD"), "k");
    assertThat(outcome.payment().status()).isEqualTo(PaymentStatus.AWAITING_COUNTERSIGNATURE);
    assertThat(Objects.requireNonNull(outcome.payment().countersignature()).text())
        .isEqualTo("Pay 500.00 USD to ben (usr_2)");
    assertThat(client.countersigning().list(null, 5).items()).hasSize(1);
    assertThat(client.countersigning().challenge("csg_1", null).challengeId()).isEqualTo("c");
    assertThat(
            client
                .countersigning()
                .sign("csg_1", CountersignRequest.withCode("c", "123456"))
                .status())
        .isEqualTo(PaymentStatus.COMPLETED);
    assertThat(asked())
        .containsExactly(
            "POST /v1/payments",
            "GET /v1/payments/awaiting?limit=5",
            "POST /v1/payments/csg_1/countersign/challenge",
            "POST /v1/payments/csg_1/countersign");
  }

  private List<String> asked() {
    return service.asked().stream().map(one -> one.method() + " " + one.target()).toList();
  }
}
