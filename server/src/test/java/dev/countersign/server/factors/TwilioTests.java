package dev.countersign.server.factors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.countersign.server.platform.config.StartRefusedException;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.testing.LogCapture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes over the wire to Twilio, against a stand-in that answers as Twilio's documents say. */
class TwilioTests {
  private static final String ACCOUNT = "AC0123456789abcdef0123456789abcdef";
  private static final Secret NUMBER = Secret.of("+420601234567");
  private static final Secret TEXT = Secret.of("Your Bank & Co verification code is: 012345");
  private static final String CREATED =
      """
      {"account_sid":"%s","api_version":"2010-04-01","body":"Sent","direction":"outbound-api",
       "error_code":null,"error_message":null,"from":"+1234567890","num_segments":"1",
       "sid":"SM87105da94bff44b999e4e6eb90d8eb6a","status":"queued","to":"+420601234567"}
      """
          .formatted(ACCOUNT);
  private static final String REFUSED =
      """
      {"code":21211,"message":"The 'To' number +420601234567 is not a valid phone number.",
       "more_info":"https://www.twilio.com/docs/errors/21211","status":400}
      """;

  private record Sent(String method, String path, String authorization, String type, String body) {}

  private final List<Sent> sent = new ArrayList<>();
  private final HttpServer server;
  private int status = 201;
  private String answer = CREATED;

  TwilioTests() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void start() {
    server.createContext("/", this::take);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void postsAFormUnderBasicAuthentication() {
    assertThat(twilio().send(NUMBER, TEXT)).isTrue();
    Sent one = sent.getFirst();
    assertThat(one.method()).isEqualTo("POST");
    assertThat(one.path()).isEqualTo("/2010-04-01/Accounts/" + ACCOUNT + "/Messages.json");
    assertThat(one.type()).isEqualTo("application/x-www-form-urlencoded");
    assertThat(
            new String(
                Base64.getDecoder().decode(one.authorization().substring(6)),
                StandardCharsets.US_ASCII))
        .isEqualTo(ACCOUNT + ":auth-token");
    assertThat(one.authorization()).startsWith("Basic ");
    assertThat(form(one.body()))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("To", NUMBER.reveal(), "From", "+1234567890", "Body", TEXT.reveal()));
  }

  @Test
  void tellsThatItFailedAndNothingElse() {
    status = 400;
    answer = REFUSED;
    try (LogCapture log = LogCapture.start()) {
      assertThat(twilio().send(NUMBER, TEXT)).isFalse();
      server.stop(0);
      assertThat(twilio().send(NUMBER, TEXT)).isFalse();
      assertThat(String.join("\n", log.lines()))
          .contains("answered 400")
          .doesNotContain("420601234567", "012345", "auth-token");
    }
  }

  @Test
  void refusesHalfOfTheSettings() {
    assertThatExceptionOfType(StartRefusedException.class)
        .isThrownBy(() ->
            new TwilioSettings(
                ACCOUNT, null, null, "https://api.twilio.com", Duration.ofSeconds(1)))
        .withMessageContaining("COUNTERSIGN_TWILIO_AUTH_TOKEN");
    assertThat(
            new TwilioSettings(
                    "", Secret.of(""), "", "https://api.twilio.com", Duration.ofSeconds(1))
                .isSet())
        .isFalse();
  }

  private Twilio twilio() {
    return new Twilio(
        new TwilioSettings(
            ACCOUNT,
            Secret.of("auth-token"),
            "+1234567890",
            "http://localhost:" + server.getAddress().getPort(),
            Duration.ofSeconds(5)));
  }

  private void take(HttpExchange exchange) throws IOException {
    sent.add(
        new Sent(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getPath(),
            exchange.getRequestHeaders().getFirst("Authorization"),
            exchange.getRequestHeaders().getFirst("Content-Type"),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static Map<String, String> form(String body) {
    return Arrays.stream(body.split("&"))
        .map(field -> field.split("=", 2))
        .collect(
            Collectors.toMap(
                field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
  }
}
