package dev.countersign.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countersign.server.platform.id.PaymentId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTests {
  private static final String JWT = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1c3JfMSJ9.c2lnbmF0dXJl";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "newPassword",
        "PASS_WORD",
        "access_token",
        "Refresh-Token",
        "clientSecret",
        "api_key",
        "X-API-Key",
        "idempotency_key",
        "ssn",
        "SSN",
        "Authorization",
        "set-cookie",
        "credentials",
        "passphrase",
        "otp",
        "PIN",
        "cvv"
      })
  void redactsWhatIsNamedLikeASecret(String name) {
    assertThat(Redaction.of(Map.of(name, "hunter2"))).containsValue(Redaction.REDACTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "key_id",
        "keyId",
        "token_type",
        "signing_key_algorithm",
        "key_ids",
        "amount",
        "payee",
        "spinner",
        "kid"
      })
  void keepsWhatOnlyPointsAtASecret(String name) {
    assertThat(Redaction.of(Map.of(name, "k-2026"))).containsValue("k-2026");
  }

  @Test
  void redactsInsideListsAndMapsAtAnyDepth() {
    Map<String, Object> metadata =
        Map.of(
            "items",
            List.of(Map.of("note", "ok"), List.of(Map.of("inner", Map.of("api_key", "abc123")))),
            "password",
            List.of("one", "two"));

    assertThat(Redaction.of(metadata).toString())
        .doesNotContain("abc123", "one", "two")
        .contains("note=ok", "api_key=" + Redaction.REDACTED);
  }

  @Test
  void redactsTokensByTheirFormWhateverTheirName() {
    Map<String, Object> metadata =
        Map.of(
            "reason",
            "sent " + JWT + " to us",
            "headers",
            List.of("Bearer c29tZS1vcGFxdWUtdG9rZW4"),
            "upload",
            "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE\n-----END EC PRIVATE KEY-----");

    assertThat(Redaction.of(metadata))
        .containsEntry("reason", "sent ***REDACTED*** to us")
        .containsEntry("headers", List.of(Redaction.REDACTED))
        .containsEntry("upload", Redaction.REDACTED);
  }

  @Test
  void replacesWhatTheStoreCannotHold() {
    assertThat(Redaction.ofText("a\0b\ud800c")).isEqualTo("a\ufffdb\ufffdc");
    assertThat(Redaction.ofText("kept \ud83d\ude00")).isEqualTo("kept \ud83d\ude00");
  }

  @Test
  void writesIdsInTheirOutsideForm() {
    PaymentId payment = new PaymentId(UUID.fromString("01932d6e-0000-7000-8000-000000000001"));

    assertThat(Redaction.of(Map.of("payment", payment))).containsEntry("payment", payment.text());
  }

  @Test
  void refusesFractions() {
    assertThatIllegalArgumentException().isThrownBy(() -> Redaction.of(Map.of("amount", 1.5)));
  }
}
