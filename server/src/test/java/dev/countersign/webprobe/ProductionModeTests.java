package dev.countersign.webprobe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@Execution(ExecutionMode.SAME_THREAD)
@SpringBootTest(
    classes = ProbeService.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"server.address=127.0.0.1", "countersign.mode=production"})
class ProductionModeTests {
  @LocalServerPort int port;

  @Test
  void answersBehindAProxyAndAsksForHttps() {
    Answer answer =
        ApiClient.of(port)
            .with("X-Forwarded-For", "192.0.2.1")
            .get("/v1/probe/context")
            .expect(200);
    assertThat(answer.header("Strict-Transport-Security")).get().asString().contains("max-age=");
    assertThat(answer.json().path("client_address").asString()).isEqualTo("127.0.0.1");
  }
}
