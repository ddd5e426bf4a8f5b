package dev.countersign.server.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Published tokens, signatures and thumbprints: RFC 7515, RFC 7519, RFC 7520 (the JOSE cookbook),
 * RFC 7638, RFC 7797.
 */
class TokenVectorTests {
  @ParameterizedTest
  @CsvSource({"RS256,rs256.json", "EDDSA,eddsa.json"})
  void verifiesTheCookbooksSignatures(TokenAlgorithm algorithm, String file) throws Exception {
    JsonNode vector = read(file);
    JWK key = JWK.parse(vector.path("input").path("key").toString()).toPublicJWK();
    String compact = vector.path("output").path("compact").asString();
    assertThat(verifies(algorithm, key, compact)).isTrue();
    assertThat(verifies(algorithm, key, compact.replace(".", ".A"))).isFalse();
  }

  @Test
  void verifiesTheSignatureOfRfc7515AppendixA3() throws Exception {
    JWK key =
        JWK.parse(
            """
            {"kty":"EC","crv":"P-256",
             "x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
             "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}
            """);
    String compact =
        "eyJhbGciOiJFUzI1NiJ9"
            + ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt"
            + "cGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
            + ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSA"
            + "pmWQxfKTUJqPP3-Kg6NU1Q";
    assertThat(verifies(TokenAlgorithm.ES256, key, compact)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rs256.json",
        "eddsa.json",
        "ps384.json",
        "es512.json",
        "hs256.json",
        "detached.json",
        "unprotected-header.json",
        "no-protected-header.json",
        "multiple.json",
        "b64-false.json",
        "b64-false-json.json"
      })
  void takesNoOtherSignatureForAToken(String file) throws Exception {
    // Of RFC 7520 and RFC 7797, in every form they show: none names kind, key and algorithm alone.
    for (JsonNode form : read(file).path("output").values()) {
      String text = form.isString() ? form.asString() : form.toString();
      assertThat(CompactToken.read(text)).isInstanceOf(CompactToken.Reading.Unreadable.class);
    }
  }

  @Test
  void usesNoKeyOfAnotherCurve() throws Exception {
    JsonNode vector = read("es512.json");
    JWK key = JWK.parse(vector.path("input").path("key").toString()).toPublicJWK();
    String compact = vector.path("output").path("compact").asString();
    assertThatThrownBy(() -> verifies(TokenAlgorithm.ES256, key, compact))
        .isInstanceOf(JOSEException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // RFC 7519 §3.1: signed with a shared secret.
        "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogI"
            + "mh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWF"
            + "OEjXk",
        // RFC 7519 §6.1: not signed at all.
        "eyJhbGciOiJub25lIn0.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLm"
            + "NvbS9pc19yb290Ijp0cnVlfQ."
      })
  void takesNoExampleOfRfc7519ForAToken(String text) throws Exception {
    // They are what they should be.
    assertThat(JWTParser.parse(text).getJWTClaimsSet().getIssuer()).isEqualTo("joe");
    assertThat(CompactToken.read(text)).isInstanceOf(CompactToken.Reading.Unreadable.class);
  }

  @Test
  void namesKeysByTheThumbprintOfRfc7638() throws Exception {
    JWK key =
        JWK.parse(
            """
            {"kty":"RSA","e":"AQAB","alg":"RS256","kid":"2011-04-29",
             "n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tS\
            oc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0\
            _FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4\
            vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"}
            """);
    assertThat(key.computeThumbprint().toString())
        .isEqualTo("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    for (TokenAlgorithm algorithm : TokenAlgorithm.values()) {
      JWK made = algorithm.generate();
      assertThat(made.getKeyID()).isEqualTo(made.computeThumbprint().toString());
    }
  }

  private static boolean verifies(TokenAlgorithm algorithm, JWK key, String compact)
      throws Exception {
    int last = compact.lastIndexOf('.');
    return algorithm
        .verifier(key)
        .verify(
            new JWSHeader(algorithm.jws()),
            compact.substring(0, last).getBytes(StandardCharsets.US_ASCII),
            new Base64URL(compact.substring(last + 1)));
  }

  private static JsonNode read(String file) throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(
            TokenVectorTests.class.getResourceAsStream("jose-cookbook/" + file))) {
      return JsonMapper.shared().readTree(stream);
    }
  }
}
