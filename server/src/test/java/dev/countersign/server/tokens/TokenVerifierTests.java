package dev.countersign.server.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWK;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.server.tokens.TokenCheck.Reason;
import dev.countersign.testsupport.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What is done to tokens to get them past a check; each is signed with the right key if any. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenVerifierTests {
  private static final TokenSettings SETTINGS =
      new TokenSettings(
          TokenAlgorithm.ES256,
          "countersign",
          "countersign-api",
          "countersign-refresh",
          Duration.ofMinutes(15),
          Duration.ofDays(30),
          Duration.ofDays(7),
          Duration.ofSeconds(10),
          new TokenSettings.Keys(Duration.ofDays(90), Duration.ofDays(1)));

  @AutoClose private final StoreFixture store = StoreFixture.create();
  private final TestClock clock = TestClock.at("2026-11-21T10:00:00Z");
  private final JdbcSigningKeys keys = new JdbcSigningKeys(store.jdbc());
  private final TokenVerifier verifier =
      new TokenVerifier(
          new PublicKeys(keys, store.transactions(), clock), new TokenClaims(SETTINGS), clock);
  private final TokenForge forge;
  private Instant now = clock.instant();

  TokenVerifierTests() throws JOSEException {
    this.forge = new TokenForge(TokenAlgorithm.ES256, TenantId.DEFAULT);
  }

  @BeforeAll
  void publishTheKey() {
    publish(forge, TenantId.DEFAULT);
  }

  @BeforeEach
  void letTimePass() {
    clock.advance(Duration.ofMinutes(1));
    now = clock.instant();
  }

  @ParameterizedTest
  @EnumSource(TokenAlgorithm.class)
  void acceptsEachAlgorithmUnderItsOwnKey(TokenAlgorithm algorithm) throws JOSEException {
    TenantId tenant = store.newTenant();
    TokenForge other = new TokenForge(algorithm, tenant);
    publish(other, tenant);
    clock.advance(Duration.ofSeconds(1));
    String token =
        other.sign(other.header(TokenKind.ACCESS), other.claims(SETTINGS, TokenKind.ACCESS, now));
    assertThat(verifier.check(TokenKind.ACCESS, token)).isInstanceOf(TokenCheck.Valid.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
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
        "permissions"
      })
  void needsEveryClaim(String claim) throws JOSEException {
    Map<String, Object> claims = claims();
    claims.remove(claim);
    assertThat(check(claims)).isEqualTo(refused(Reason.BAD_CLAIMS));
  }

  @ParameterizedTest
  @CsvSource({
    "iss,somebody-else",
    "aud,countersign-refresh",
    "aud,''",
    "sub,acc_00000000000000000000000000",
    "sub,root",
    "jti,not-a-uuid",
    "tenant_id,ten_0",
    "sid,''",
    "role,No Role",
    "role,ADMINISTRATOR",
    "permissions,admin",
    "exp,2000000000",
    "iat,now",
    "nbf,-1"
  })
  void needsEveryClaimInItsForm(String claim, String value) throws JOSEException {
    Map<String, Object> claims = claims();
    claims.put(claim, value);
    assertThat(check(claims)).isEqualTo(refused(Reason.BAD_CLAIMS));
  }

  @Test
  void readsTimesAsWholeSecondsOnly() throws JOSEException {
    for (Object time : List.of(1.5, -1, Long.MAX_VALUE, true, List.of(1), Map.of())) {
      for (String claim : List.of("iat", "nbf", "exp")) {
        Map<String, Object> claims = claims();
        claims.put(claim, time);
        assertThat(check(claims)).isEqualTo(refused(Reason.BAD_CLAIMS));
      }
    }
  }

  @Test
  void takesNoListOfAudiences() throws JOSEException {
    Map<String, Object> claims = claims();
    claims.put("aud", List.of("countersign-api", "countersign-refresh"));
    assertThat(check(claims)).isEqualTo(refused(Reason.BAD_CLAIMS));
  }

  @Test
  void lastsUntilItExpiresAndThirtySecondsForOtherClocks() throws JOSEException {
    String token = forge.sign(forge.header(TokenKind.ACCESS), claims());
    clock.advance(Duration.ofSeconds(929));
    assertThat(verifier.check(TokenKind.ACCESS, token)).isInstanceOf(TokenCheck.Valid.class);
    clock.advance(Duration.ofSeconds(1));
    assertThat(verifier.check(TokenKind.ACCESS, token)).isEqualTo(refused(Reason.EXPIRED));
  }

  @Test
  void isNotValidBeforeItsTime() throws JOSEException {
    for (String claim : List.of("nbf", "iat")) {
      Map<String, Object> claims = claims();
      claims.put(claim, now.plusSeconds(31).getEpochSecond());
      assertThat(check(claims)).isEqualTo(refused(Reason.NOT_YET_VALID));
    }
  }

  @Test
  void neverTakesOneKindForTheOther() throws JOSEException {
    String refresh =
        forge.sign(forge.header(TokenKind.REFRESH), forge.claims(SETTINGS, TokenKind.REFRESH, now));
    assertThat(verifier.check(TokenKind.ACCESS, refresh)).isEqualTo(refused(Reason.WRONG_KIND));
    assertThat(verifier.check(TokenKind.REFRESH, refresh)).isInstanceOf(TokenCheck.Valid.class);

    String access = forge.sign(forge.header(TokenKind.ACCESS), claims());
    assertThat(verifier.check(TokenKind.REFRESH, access)).isEqualTo(refused(Reason.WRONG_KIND));
    String mixed =
        forge.sign(forge.header(TokenKind.ACCESS), forge.claims(SETTINGS, TokenKind.REFRESH, now));
    assertThat(verifier.check(TokenKind.ACCESS, mixed)).isEqualTo(refused(Reason.BAD_CLAIMS));
  }

  @Test
  void refusesEveryHeaderBeyondItsThree() throws JOSEException {
    Map<String, Object> hostile =
        Map.of(
            "jku",
            "https://attacker.example/keys",
            "x5u",
            "https://attacker.example/cert",
            "x5c",
            List.of("MIIB"),
            "jwk",
            forge.key().toPublicJWK().toJSONObject(),
            "crit",
            List.of("exp"),
            "b64",
            false,
            "cty",
            "JWT",
            "zip",
            "DEF");
    for (Map.Entry<String, Object> extra : hostile.entrySet()) {
      Map<String, Object> header = forge.header(TokenKind.ACCESS);
      header.put(extra.getKey(), extra.getValue());
      assertThat(verifier.check(TokenKind.ACCESS, forge.sign(header, claims())))
          .isEqualTo(refused(Reason.HOSTILE_HEADER));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"alg", "typ", "kid"})
  void needsEachOfItsThreeHeaders(String name) throws JOSEException {
    Map<String, Object> header = forge.header(TokenKind.ACCESS);
    header.remove(name);
    assertThat(verifier.check(TokenKind.ACCESS, forge.sign(header, claims())))
        .isEqualTo(refused(Reason.HOSTILE_HEADER));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "NONE", "HS256", "RS256", "ES384", "EdDSA", "es256", ""})
  void pinsTheAlgorithmToTheKey(String algorithm) throws JOSEException {
    Map<String, Object> header = forge.header(TokenKind.ACCESS);
    header.put("alg", algorithm);
    String token = forge.sign(header, claims());
    assertThat(verifier.check(TokenKind.ACCESS, token)).isEqualTo(refused(Reason.WRONG_ALGORITHM));
  }

  @Test
  void refusesAPublicKeyUsedAsASharedSecret() throws JOSEException {
    Map<String, Object> header = forge.header(TokenKind.ACCESS);
    header.put("alg", "HS256");
    String input = unsigned(header, claims());
    MACSigner signer =
        new MACSigner(forge.key().toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8));
    String token =
        input
            + "."
            + signer.sign(
                new JWSHeader(JWSAlgorithm.HS256), input.getBytes(StandardCharsets.US_ASCII));
    assertThat(verifier.check(TokenKind.ACCESS, token)).isEqualTo(refused(Reason.WRONG_ALGORITHM));
  }

  @Test
  void refusesAnEmptySignature() {
    String token = unsigned(forge.header(TokenKind.ACCESS), claims()) + ".";
    assertThat(verifier.check(TokenKind.ACCESS, token)).isEqualTo(refused(Reason.MALFORMED));
  }

  @Test
  void refusesASignatureOfZeros() {
    String token = unsigned(forge.header(TokenKind.ACCESS), claims()) + "." + "A".repeat(86);
    assertThat(verifier.check(TokenKind.ACCESS, token)).isEqualTo(refused(Reason.BAD_SIGNATURE));
  }

  @Test
  void refusesEveryChangedCharacter() throws JOSEException {
    String token = forge.sign(forge.header(TokenKind.ACCESS), claims());
    for (int at = 0; at < token.length(); at++) {
      char other = token.charAt(at) == 'A' ? 'B' : 'A';
      String changed = token.substring(0, at) + other + token.substring(at + 1);
      assertThat(verifier.check(TokenKind.ACCESS, changed))
          .as("changed at %d", at)
          .isInstanceOf(TokenCheck.Refused.class);
    }
  }

  @Test
  void refusesAnotherSpellingOfTheSameToken() throws JOSEException {
    String token = forge.sign(forge.header(TokenKind.ACCESS), claims());
    for (String other :
        List.of(token + "=", token + "==", " " + token, token + "\n", token + ".", "." + token)) {
      assertThat(verifier.check(TokenKind.ACCESS, other)).isEqualTo(refused(Reason.MALFORMED));
    }
  }

  @Test
  void refusesNamesGivenTwice() throws JOSEException {
    String header =
        "{\"alg\":\"ES256\",\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}"
            .formatted(forge.key().getKeyID());
    String token = forge.sign(header, "{}");
    assertThat(verifier.check(TokenKind.ACCESS, token)).isEqualTo(refused(Reason.MALFORMED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "...",
        "a.b.c",
        "e30.e30.e30",
        "W10.W10.AA",
        "bnVsbA.bnVsbA.AA",
        "ÿ.ÿ.ÿ"
      })
  void refusesWhatIsNoToken(String text) {
    assertThat(verifier.check(TokenKind.ACCESS, text)).isInstanceOf(TokenCheck.Refused.class);
  }

  @Test
  void refusesMoreThan4096Characters() throws JOSEException {
    Map<String, Object> claims = claims();
    claims.put("padding", "x".repeat(4096));
    assertThat(check(claims)).isEqualTo(refused(Reason.MALFORMED));
  }

  @Test
  void refusesTrailingJson() throws JOSEException {
    String payload = "{} {}";
    String header =
        "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}".formatted(forge.key().getKeyID());
    assertThat(verifier.check(TokenKind.ACCESS, forge.sign(header, payload)))
        .isEqualTo(refused(Reason.MALFORMED));
  }

  @Test
  void refusesAKeyNobodyPublished() throws JOSEException {
    TokenForge stranger = new TokenForge(TokenAlgorithm.ES256, TenantId.DEFAULT);
    String token = stranger.sign(stranger.header(TokenKind.ACCESS), claims());
    assertThat(verifier.check(TokenKind.ACCESS, token)).isEqualTo(refused(Reason.UNKNOWN_KEY));
    Map<String, Object> borrowed = stranger.header(TokenKind.ACCESS);
    borrowed.put("kid", forge.key().getKeyID());
    assertThat(verifier.check(TokenKind.ACCESS, stranger.sign(borrowed, claims())))
        .isEqualTo(refused(Reason.BAD_SIGNATURE));
  }

  @Test
  void letsATenantsKeySpeakForThatTenantOnly() throws JOSEException {
    TenantId other = store.newTenant();
    TokenForge theirs = new TokenForge(TokenAlgorithm.ES256, other);
    publish(theirs, other);
    clock.advance(Duration.ofSeconds(1));
    String token =
        theirs.sign(
            theirs.header(TokenKind.ACCESS),
            forge.claims(SETTINGS, TokenKind.ACCESS, clock.instant()));
    assertThat(verifier.check(TokenKind.ACCESS, token)).isEqualTo(refused(Reason.BAD_CLAIMS));
  }

  private Map<String, Object> claims() {
    return new LinkedHashMap<>(forge.claims(SETTINGS, TokenKind.ACCESS, now));
  }

  private TokenCheck check(Map<String, Object> claims) throws JOSEException {
    return verifier.check(TokenKind.ACCESS, forge.sign(forge.header(TokenKind.ACCESS), claims));
  }

  private void publish(TokenForge published, TenantId tenant) {
    JWK publicKey = published.key().toPublicJWK();
    store
        .transactions()
        .run(
            tenant,
            () ->
                keys.insert(
                    new StoredKey(
                        publicKey.getKeyID(),
                        tenant,
                        published.algorithm(),
                        KeyPhase.ACTIVE,
                        now,
                        now,
                        null),
                    publicKey,
                    new byte[] {1}));
  }

  private static String unsigned(Map<String, Object> header, Map<String, Object> claims) {
    JsonMapper json = JsonMapper.shared();
    return TokenForge.encode(json.writeValueAsString(header))
        + "."
        + TokenForge.encode(json.writeValueAsString(claims));
  }

  private static TokenCheck refused(Reason reason) {
    return new TokenCheck.Refused(reason);
  }
}
