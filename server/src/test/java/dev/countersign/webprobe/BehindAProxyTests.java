package dev.countersign.webprobe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The edge behind a proxy that it knows, with pages of another origin that may call it. */
@Execution(ExecutionMode.SAME_THREAD)
@SpringBootTest(
    classes = ProbeService.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "server.address=127.0.0.1",
      "countersign.mode=production",
      "countersign.proxies=127.0.0.1, ::1, 10.1.2.3",
      "countersign.cors.origins=https://app.example.com"
    })
class BehindAProxyTests {
  @LocalServerPort int port;

  @Test
  void believesTheProxyAboutTheCaller() {
    Answer answer =
        ApiClient.unchecked(port)
            .with("X-Forwarded-For", "198.51.100.7, 192.0.2.1, 10.1.2.3")
            .get("/v1/probe/context")
            .expect(200);
    assertThat(answer.json().path("client_address").asString()).isEqualTo("192.0.2.1");
  }

  @Test
  void takesRubbishAboutTheCallerForNothing() {
    for (String said : new String[] {"unknown", "<b>", "192.0.2.300", "_x, 10.1.2.3"}) {
      Answer answer =
          ApiClient.unchecked(port)
              .with("X-Forwarded-For", said)
              .get("/v1/probe/context")
              .expect(200);
      assertThat(answer.json().path("client_address").asString()).isIn("127.0.0.1", "10.1.2.3");
    }
  }

  @Test
  void passesOverTheHeaderThatItsProxiesDoNotWrite() {
    Answer answer =
        ApiClient.unchecked(port)
            .with("Forwarded", "for=198.51.100.7")
            .with("X-Forwarded-For", "192.0.2.1")
            .get("/v1/probe/context")
            .expect(200);
    assertThat(answer.json().path("client_address").asString()).isEqualTo("192.0.2.1");
  }

  @Test
  void limitsTheCallerAndNotTheProxy() {
    for (int i = 0; i < 10; i++) {
      login("192.0.2.77").expect(401);
    }
    login("192.0.2.77").expect(429);
    login("192.0.2.77, 10.1.2.3").expect(429);
    login("198.51.100.1, 192.0.2.77").expect(429);
    login("192.0.2.78").expect(401);
  }

  private Answer login(String forwardedFor) {
    return ApiClient.unchecked(port)
        .with("X-Forwarded-For", forwardedFor)
        .post("/v1/auth/login", "{\"number\": 1, \"flag\": true}");
  }

  @Test
  void letsAPageOfANamedOriginCallAndReadWhatItNeeds() throws IOException {
    String preflight =
        send(
            "OPTIONS /v1/probe/context HTTP/1.1",
            "Origin: https://app.example.com",
            "Access-Control-Request-Method: GET",
            "Access-Control-Request-Headers: authorization,idempotency-key");
    assertThat(preflight)
        .startsWith("http/1.1 200")
        .contains("access-control-allow-origin: https://app.example.com\r\n")
        .contains("access-control-max-age: 600")
        .contains("x-content-type-options: nosniff")
        .doesNotContain("access-control-allow-credentials");
    assertThat(send("GET /v1/probe/context HTTP/1.1", "Origin: https://app.example.com"))
        .startsWith("http/1.1 200")
        .contains("access-control-allow-origin: https://app.example.com\r\n")
        .contains("x-request-id")
        .contains("access-control-expose-headers:");
    assertThat(send("GET /v1/nowhere HTTP/1.1", "Origin: https://app.example.com"))
        .as("a refusal can be read too")
        .startsWith("http/1.1 404")
        .contains("access-control-allow-origin: https://app.example.com\r\n");
  }

  @Test
  void refusesPagesOfOtherOrigins() throws IOException {
    for (String origin :
        new String[] {
          "https://app.example.com.evil.example",
          "http://app.example.com",
          "https://app.example.com:8443",
          "null"
        }) {
      assertThat(
              send(
                  "OPTIONS /v1/probe/context HTTP/1.1",
                  "Origin: " + origin,
                  "Access-Control-Request-Method: GET"))
          .as(origin)
          .startsWith("http/1.1 403")
          .contains("application/problem+json")
          .doesNotContain("access-control-allow-origin");
    }
  }

  @Test
  void saysNothingOfOriginsOutsideOfTheApi() throws IOException {
    assertThat(send("GET /docs HTTP/1.1", "Origin: https://app.example.com"))
        .startsWith("http/1.1 200")
        .doesNotContain("access-control-allow-origin");
  }

  /** The JDK's client sets no {@code Origin}. Answers all of it in lower case. */
  private String send(String line, String... headers) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request =
          line
              + "\r\nHost: localhost\r\nConnection: close\r\n"
              + String.join("\r\n", headers)
              + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .toLowerCase(Locale.ROOT);
    }
  }
}
