package dev.countersign.server.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.SignedJWT;
import dev.countersign.api.TokenAnswer;
import dev.countersign.api.TokenPolicyView;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.MovableClock;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestDatabase;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

/** How a tenant's tokens are made, and what the world can check of them. */
@ServerTest
@Import(MovableClock.class)
class TokenSettingsHttpTests {
  private static final String PATH = "/v1/admin/token-settings";
  private static final TokenPolicyView USUAL =
      new TokenPolicyView("ES256", 900, 2_592_000, 604_800, 10);

  private final ApiClient api;
  private final TestDatabase database;
  private ApiClient administrator;

  TokenSettingsHttpTests(@LocalServerPort int port, TestDatabase database) {
    this.api = ApiClient.of(port);
    this.database = database;
    this.administrator = api;
  }

  @BeforeEach
  void signIn() {
    administrator = Administrators.create(api, database);
  }

  @AfterEach
  void restore() {
    administrator.put(PATH, USUAL).expect(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ES256", "RS256", "EdDSA"})
  void signsWithTheAlgorithmATenantChooses(String algorithm) throws Exception {
    administrator.put(PATH, new TokenPolicyView(algorithm, 600, 86_400, 3_600, 5)).expect(200);
    TokenAnswer answer = People.register(api);

    assertThat(answer.expiresIn()).isEqualTo(600);
    api.withToken(answer.accessToken()).get("/v1/me").expect(200);
    SignedJWT token = SignedJWT.parse(answer.accessToken());
    assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo(algorithm);
    assertThat(token.getHeader().getType().getType()).isEqualTo("at+jwt");
    // As anybody would check it, from the published keys alone.
    JWK key = published(token.getHeader().getKeyID());
    JWSVerifier verifier = TokenAlgorithm.ofWireName(algorithm).verifier(key);
    assertThat(token.verify(verifier)).isTrue();
    assertThat(token.getJWTClaimsSet().getClaims().keySet())
        .containsExactlyInAnyOrder(
            "iss",
            "aud",
            "sub",
            "jti",
            "iat",
            "nbf",
            "exp",
            "tenant_id",
            "sid",
            "role",
            "permissions",
            "access",
            "auth_time",
            "acr",
            "amr");
    // Tokens of before stay good under their own key.
    administrator.get(PATH).expect(200);
  }

  @Test
  void startsFromTheServicesSettings() {
    assertThat(administrator.get(PATH).expect(200).as(TokenPolicyView.class)).isEqualTo(USUAL);
  }

  @Test
  void recordsAChange() {
    String request = People.newUsername();
    administrator
        .with("X-Request-ID", request)
        .put(PATH, new TokenPolicyView("EdDSA", 300, 86_400, 86_400, 0))
        .expect(200);
    assertThat(administrator.get(PATH).expect(200).as(TokenPolicyView.class).accessLife())
        .isEqualTo(300);
    JsonNode events =
        administrator
            .get("/v1/audit/events?type=auth.token.settings.changed&limit=1")
            .expect(200)
            .json();
    assertThat(events.toString()).contains(request).contains("EdDSA");
  }

  @ParameterizedTest
  @CsvSource({
    "algorithm,HS256",
    "algorithm,none",
    "access_life,299",
    "access_life,3601",
    "refresh_life,86399",
    "refresh_life,2592001",
    "refresh_idle,3599",
    "refresh_idle,2592001",
    "refresh_grace,-1",
    "refresh_grace,61"
  })
  void keepsToItsBounds(String field, String value) {
    Object typed = field.equals("algorithm") ? value : Integer.valueOf(value);
    Map<String, Object> body =
        new HashMap<>(
            Map.of(
                "algorithm", "ES256",
                "access_life", 900,
                "refresh_life", 2_592_000,
                "refresh_idle", 604_800,
                "refresh_grace", 10));
    body.put(field, typed);
    JsonNode problem = administrator.put(PATH, body).expect(400).json();
    assertThat(problem.path("errors").values())
        .extracting(error -> error.path("field").asString())
        .containsExactly(field);
  }

  @Test
  void isForAdministratorsAlone() {
    api.get(PATH).expect(401);
    api.withToken(People.register(api).accessToken()).put(PATH, USUAL).expect(403);
  }

  private JWK published(String keyId) throws Exception {
    for (JsonNode key : api.get("/.well-known/jwks.json").expect(200).json().path("keys")) {
      if (key.path("kid").asString().equals(keyId)) {
        return JWK.parse(key.toString());
      }
    }
    throw new AssertionError("the key is not published");
  }
}
