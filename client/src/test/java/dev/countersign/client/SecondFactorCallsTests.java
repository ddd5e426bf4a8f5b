package dev.countersign.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.LoginRequest;
import dev.countersign.api.MfaChallenge;
import dev.countersign.api.MfaInitiateRequest;
import dev.countersign.api.MfaVerifyRequest;
import java.io.IOException;
import java.util.Objects;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Signing in, and stepping up, with a second factor. */
class SecondFactorCallsTests {
  private static final String USER =
      """
      {"id":"usr_1","email":"ada@example.org","role":"user","tenant_id":"ten_1",
       "created_at":"2026-01-01T00:00:00Z"}\
      """;
  private static final String CHALLENGE =
      """
      {"challenge_id":"asked","method":{"method_id":"mfa_1","type":"totp","name":"Telephone",
       "is_primary":true,"is_verified":true,"created_at":"2026-01-01T00:00:00Z"},
       "expires_in":300,"tries_left":3,"methods":[]}\
      """;
  private static final String PROVED =
      "\"acr\":\"urn:countersign:acr:mfa\",\"auth_time\":\"2026-01-01T00:00:00Z\"}";

  @AutoClose private final StandIn service = new StandIn();

  @AutoClose
  private final CountersignClient client = CountersignClient.builder(service.url()).build();

  SecondFactorCallsTests() throws IOException {
    service
        .problem("/v1/auth/login", 403, "mfa_required", "{\"mfa_token\":\"waiting\"}")
        .answer("/v1/auth/mfa/initiate", 200, CHALLENGE)
        .answer(
            "/v1/auth/mfa/verify",
            200,
            "{\"access_token\":\"first\",\"refresh_token\":\"r\",\"token_type\":\"Bearer\","
                + "\"expires_in\":900,\"user\":"
                + USER
                + ","
                + PROVED)
        .answer("/v1/me", 200, USER);
  }

  @Test
  void signsInByAProvedFactor() {
    signIn();
    client.auth().me();
    assertThat(service.asked().getLast().header("Authorization")).isEqualTo("Bearer first");
  }

  @Test
  void callsWithTheTokenThatTellsOfAFactorAfterSteppingUp() {
    service.answer(
        "/v1/auth/mfa/verify",
        200,
        "{\"access_token\":\"fresh\",\"token_type\":\"Bearer\",\"expires_in\":900," + PROVED);
    signIn();
    MfaChallenge challenge =
        client.auth().initiateMfa(new MfaInitiateRequest(null, null, null, null, null));
    assertThat(service.asked().getLast().header("Authorization")).isEqualTo("Bearer first");
    client.auth().stepUp(new MfaVerifyRequest(challenge.challengeId(), "123456", false));
    client.auth().me();
    assertThat(service.asked().getLast().header("Authorization")).isEqualTo("Bearer fresh");
  }

  @Test
  void tellsOfAWrongCode() {
    service.problem("/v1/auth/mfa/verify", 422, "invalid_code", "{\"tries_left\":\"2\"}");
    signIn();
    Assertions.assertThatThrownBy(
            () -> client.auth().verifyMfa(new MfaVerifyRequest("asked", "000000", false)))
        .isInstanceOfSatisfying(
            CountersignException.class,
            refused -> assertThat(refused.code()).isEqualTo("invalid_code"));
  }

  private void signIn() {
    try {
      client.auth().login(LoginRequest.byEmail("ada@example.org", "a long enough password"));
    } catch (PermissionDeniedException due) {
      String token = Objects.requireNonNull(due.problem()).context().get("mfa_token");
      MfaChallenge challenge =
          client.auth().initiateMfa(new MfaInitiateRequest(token, null, null, null, null));
      assertThat(service.asked().getLast().header("Authorization")).isNull();
      client.auth().verifyMfa(new MfaVerifyRequest(challenge.challengeId(), "123456", false));
    }
  }
}
