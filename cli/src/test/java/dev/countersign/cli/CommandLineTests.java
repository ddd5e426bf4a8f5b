package dev.countersign.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands have in common: help, who they act for, and what they say when it goes wrong. */
class CommandLineTests extends CommandRun {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "demo",
        "health",
        "pay",
        "hold",
        "capture",
        "void",
        "reverse",
        "account",
        "history",
        "statement",
        "reconcile",
        "schedule",
        "request",
        "users",
        "tenants"
      })
  void explainsEveryCommand(String command) {
    assertThat(run(command.isEmpty() ? new String[] {"--help"} : new String[] {command, "--help"}))
        .isZero();
    assertThat(out.toString()).contains("Usage: countersign");
  }

  @Test
  void signsInWithASecondFactor() throws IOException {
    service.removeContext("/v1/auth/login");
    answer(
        "/v1/auth/login",
        403,
        """
        {"type":"t","title":"t","status":403,"detail":"A second factor is due.",
         "code":"mfa_required","request_id":"r","errors":[],"context":{"mfa_token":"waiting"}}\
        """);
    answer(
        "/v1/auth/mfa/initiate",
        200,
        """
        {"challenge_id":"asked","method":{"method_id":"mfa_1","type":"totp","name":"Telephone",
         "is_primary":true,"is_verified":true,"created_at":"2026-01-01T00:00:00Z"},
         "expires_in":300,"tries_left":3,"methods":[]}\
        """);
    answer(
        "/v1/auth/mfa/verify",
        200,
        TOKENS.replaceFirst("}$", "")
            + ",\"acr\":\"urn:countersign:acr:mfa\",\"auth_time\":\"2026-01-01T00:00:00Z\"}");
    answer("/v1/account", 200, "{\"accounts\":[]}");

    assertThat(signedIn("account", "--code", "123456")).isZero();

    assertThat(asked)
        .containsExactly(
            "/v1/auth/login",
            "/v1/auth/mfa/initiate",
            "/v1/auth/mfa/verify",
            "/v1/account",
            "/v1/auth/logout");
    assertThat(bodies).anyMatch(body -> body.contains("\"mfa_token\":\"waiting\""));
    assertThat(bodies)
        .anyMatch(body -> body.contains("\"challenge_id\":\"asked\"") && body.contains("123456"));
    assertThat(tokens).endsWith("Bearer a", "Bearer a");
  }

  @Test
  void saysWhatIsMissingWhereASecondFactorIsDueAndNobodyCanBeAsked() throws IOException {
    service.removeContext("/v1/auth/login");
    answer(
        "/v1/auth/login",
        403,
        """
        {"type":"t","title":"t","status":403,"detail":"A second factor has to be set up.",
         "code":"mfa_enrolment_required","request_id":"r","errors":[],"context":{}}\
        """);

    assertThat(signedIn("account")).isEqualTo(Failures.REFUSED);
    assertThat(err.toString()).startsWith("A second factor has to be set up.");
  }

  @Test
  void asksWhoYouAre() {
    assertThat(run("account", "--server", url())).isEqualTo(Failures.MISUSED);
    assertThat(err.toString()).startsWith("Who are you?");
  }

  @Test
  void refusesToSendSecretsInTheClear() {
    assertThat(run("health", "--server", "http://pay.example.org")).isEqualTo(Failures.MISUSED);
    assertThat(err.toString()).contains("https");
  }

  @Test
  void saysHowToStartAServiceThatIsNotThere() {
    service.stop(0);

    assertThat(run("health", "--server", url())).isEqualTo(Failures.UNREACHABLE);
    assertThat(err.toString()).contains("countersign serve");
  }

  @Test
  void tellsUnknownCommandsApart() {
    assertThat(run("dance")).isEqualTo(Failures.MISUSED);
    assertThat(err.toString()).contains("dance");
  }
}
