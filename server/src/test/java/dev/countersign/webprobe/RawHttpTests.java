package dev.countersign.webprobe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a well-behaved client cannot send. */
@Execution(ExecutionMode.SAME_THREAD)
@SpringBootTest(
    classes = ProbeService.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"server.address=127.0.0.1", "countersign.limits.default=100000/1m"})
class RawHttpTests {
  private static final String HOST = "\r\nHost: localhost\r\n";

  @LocalServerPort int port;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /<script>alert(1)</script> HTTP/1.1" + HOST,
        "GET /v1/probe|x HTTP/1.1" + HOST,
        "GET /v1/%zz HTTP/1.1" + HOST,
        "GET /v1/%2e%2e/%2fx HTTP/1.1" + HOST,
        "GET /v1/..%5c..%5cx HTTP/1.1" + HOST,
        "GET /../../etc/passwd HTTP/1.1" + HOST,
        "GET /v1/%00 HTTP/1.1" + HOST,
        "GET /v1/\u0001 HTTP/1.1" + HOST,
        "GET / HTTP/1.1\r\n",
        "GET / HTTP/1.1" + HOST + "Host: b\r\n",
        "GET / HTTP/1.1\r\nHost: a<b\r\n",
        "GET / HTTP/1.1" + HOST + "Bad Header: x\r\n",
        "GET / HTTP/9.9" + HOST,
        "G<T / HTTP/1.1" + HOST,
        "POST /v1/probe HTTP/1.1" + HOST + "Content-Length: -1\r\n",
        "POST /v1/probe HTTP/1.1" + HOST + "Transfer-Encoding: <script>\r\n",
        "TRACE / HTTP/1.1" + HOST + "X-Reflected: <script>\r\n",
      })
  void answersUnreadableRequestsWithAProblem(String head) throws IOException {
    String answer = exchange(head + "X-Request-ID: raw-1\r\nConnection: close\r\n\r\n");
    assertThat(answer).matches("(?s)HTTP/1.1 [45][0-9]{2} .*");
    assertThat(answer).doesNotContain("<script>", "HTTP/1.1 5", "<html", "Tomcat", "Server:");
    assertThat(answer).containsIgnoringCase("content-type: application/problem+json");
    assertThat(answer).containsIgnoringCase("x-request-id: ");
    assertThat(answer).containsIgnoringCase("x-content-type-options: nosniff");
    assertThat(answer).contains("\"code\":\"");
  }

  @Test
  void answersForeignHostsWithTheModeOnly() throws IOException {
    String answer =
        exchange("GET /health HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 403 ").contains("COUNTERSIGN_MODE", "development_mode");
    assertThat(answer).doesNotContain("evil.example");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1:8080", "127.9.9.9", "[::1]:80", "a.localhost"})
  void answersLoopbackNames(String host) throws IOException {
    assertThat(exchange("GET /health HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  void answersHeadersBeyondTheLimit() throws IOException {
    String answer =
        exchange("GET / HTTP/1.1" + HOST + "X-Long: " + "x".repeat(20_000) + "\r\n\r\n");
    assertThat(answer).matches("(?s)HTTP/1.1 4[0-9]{2} .*").contains("\"code\":\"");
  }

  @Test
  void answersUndecodableFormsAndQueries() throws IOException {
    String answer =
        exchange("GET /v1/probe/number/1?times=%zz HTTP/1.1" + HOST + "Connection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 400 ").contains("\"code\":\"malformed_request\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/v1/nowhere"})
  void answersInOnePieceAndSaysItsLength(String path) throws IOException {
    String answer = exchange("GET " + path + " HTTP/1.1" + HOST + "Connection: close\r\n\r\n");
    String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
    assertThat(body).startsWith("{");
    assertThat(answer).containsIgnoringCase("content-length: " + body.length() + "\r\n");
    assertThat(answer).doesNotContainIgnoringCase("transfer-encoding");
  }

  private String exchange(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
