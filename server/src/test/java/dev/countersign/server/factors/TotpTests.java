package dev.countersign.server.factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** RFC 6238 and RFC 4226, by their own vectors and against another implementation. */
class TotpTests {
  private static final TotpParameters USUAL = TotpParameters.USUAL;
  private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

  static Stream<JsonNode> totpVectors() throws IOException {
    return vectors("rfc6238.json");
  }

  static Stream<JsonNode> hotpVectors() throws IOException {
    return vectors("rfc4226.json");
  }

  @ParameterizedTest
  @MethodSource("totpVectors")
  void computesTheCodesOfRfc6238(JsonNode vector) {
    TotpParameters parameters =
        new TotpParameters(
            TotpAlgorithm.valueOf(vector.path("alg").asString()),
            vector.path("digits").asInt(),
            vector.path("step").asInt());
    assertThat(Totp.code(key(vector), parameters, at(vector.path("time").asLong())))
        .isEqualTo(vector.path("totp").asString());
  }

  // A time step is a counter (RFC 6238 §4.2).
  @ParameterizedTest
  @MethodSource("hotpVectors")
  void computesTheCodesOfRfc4226(JsonNode vector) {
    long step = vector.path("counter").asLong();
    assertThat(Totp.code(key(vector), USUAL, at(step * USUAL.periodSeconds())))
        .isEqualTo(vector.path("hotp").asString());
  }

  @ParameterizedTest
  @CsvSource({"SHA1,6,30", "SHA1,8,15", "SHA256,7,60", "SHA256,6,30", "SHA512,8,30", "SHA512,6,45"})
  void agreesWithAnotherImplementation(String algorithm, int digits, int period) {
    TotpParameters parameters =
        new TotpParameters(TotpAlgorithm.valueOf(algorithm), digits, period);
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      byte[] secret = new byte[20];
      random.nextBytes(secret);
      Instant moment = at(random.nextLong(4_000_000_000L));
      Authenticator app =
          Authenticator.of(
              Provisioning.uri("Some Bank", "ann@example.com", secret, parameters).reveal());
      assertThat(Totp.step(secret, parameters, app.code(moment), moment))
          .hasValue(moment.getEpochSecond() / period);
    }
  }

  @Test
  void acceptsTheStepBeforeAndAfterAndNoOther() {
    Instant now = at(1_000_000_020);
    for (int apart = -3; apart <= 3; apart++) {
      String code = Totp.code(SECRET, USUAL, now.plusSeconds(30L * apart));
      assertThat(Totp.step(SECRET, USUAL, code, now).isPresent())
          .as("%d steps apart", apart)
          .isEqualTo(Math.abs(apart) <= 1);
    }
  }

  @ParameterizedTest
  @CsvSource({"''", "12345", "1234567", "abcdef", "٠١٢٣٤٥"})
  void acceptsNothingThatIsNoCode(String text) {
    assertThat(Totp.step(SECRET, USUAL, text, at(59))).isEmpty();
  }

  @Test
  void tellsAppsEverythingInOneAddress() {
    assertThat(
            Provisioning.uri(
                    "Some Bank",
                    "ann@example.com",
                    SECRET,
                    new TotpParameters(TotpAlgorithm.SHA256, 8, 60))
                .reveal())
        .isEqualTo(
            "otpauth://totp/Some%20Bank:ann%40example.com"
                + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Some%20Bank"
                + "&algorithm=SHA256&digits=8&period=60");
  }

  private static Stream<JsonNode> vectors(String name) throws IOException {
    try (InputStream in = TotpTests.class.getResourceAsStream(name)) {
      return JsonMapper.shared().readTree(in).values().stream();
    }
  }

  private static byte[] key(JsonNode vector) {
    return vector.path("keyAscii").asString().getBytes(StandardCharsets.US_ASCII);
  }

  private static Instant at(long seconds) {
    return Instant.ofEpochSecond(seconds);
  }
}
