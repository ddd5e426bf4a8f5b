package dev.countersign.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Accounts and payments. */
class PaymentCommandTests extends CommandRun {
  @Test
  void showsAccounts() throws IOException {
    answer(
        "/v1/account",
        200,
        """
        {"accounts":[{"id":"acc_1","currency":"USD","balance":"57.50","available":"57.50",
         "overdraft_limit":"0.00","kind":"standard","version":2,
         "created_at":"2026-01-01T00:00:00Z"}]}\
        """);

    assertThat(signedIn("account")).isZero();
    assertThat(out.toString()).contains("acc_1").contains("USD").contains("57.50");
    assertThat(asked).containsExactly("/v1/auth/login", "/v1/account", "/v1/auth/logout");
  }

  @Test
  void saysWhyThePaymentWasRefusedAndSignsOut() throws IOException {
    answer(
        "/v1/payments",
        422,
        """
        {"type":"t","title":"t","status":422,"detail":"Balance 5.00 < required 50.00",
         "code":"insufficient_funds","request_id":"r","errors":[],"context":{}}\
        """);

    assertThat(signedIn("pay", "grace@example.org", "50.00", "USD")).isEqualTo(Failures.REFUSED);
    assertThat(err.toString())
        .startsWith("Balance 5.00 < required 50.00 (insufficient_funds, status 422, request ")
        .doesNotContain("Exception");
    assertThat(asked).endsWith("/v1/auth/logout");
  }

  @Test
  void holdsCapturesVoidsAndReverses() throws IOException {
    String payment =
        """
        {"id":"pay_1","type":"%s","status":"%s","amount":"5.00","currency":"USD","metadata":{},
         "effective_at":"2026-01-01T00:00:00Z","created_at":"2026-01-01T00:00:00Z"}\
        """;
    answer("/v1/payments/pay_1/capture", 201, payment.formatted("capture", "completed"));
    answer("/v1/payments/pay_1/void", 201, payment.formatted("payment", "cancelled"));
    answer("/v1/payments/pay_1/reverse", 201, payment.formatted("reversal", "completed"));
    answer("/v1/payments", 201, payment.formatted("payment", "pending"));

    assertThat(signedIn("hold", "grace@example.org", "5.00", "USD", "--days", "2")).isZero();
    assertThat(signedIn("capture", "pay_1", "--amount", "5.00", "--final")).isZero();
    assertThat(signedIn("void", "pay_1")).isZero();
    assertThat(signedIn("reverse", "pay_1", "--reason", "returned")).isZero();
    assertThat(out.toString())
        .contains("pay_1 payment 5.00 USD: pending")
        .contains("pay_1 capture 5.00 USD: completed")
        .contains("pay_1 payment 5.00 USD: cancelled")
        .contains("pay_1 reversal 5.00 USD: completed");
    assertThat(signedIn("reverse", "pay_1")).isEqualTo(Failures.MISUSED);
  }
}
