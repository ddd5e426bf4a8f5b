package dev.countersign.server.platform.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.OtherTenant;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestDatabase;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What Prometheus reads. */
@ServerTest
class MetricsHttpTests {
  private static final String PATH = "/metrics";

  private final ApiClient api;
  private final TestDatabase database;

  MetricsHttpTests(@LocalServerPort int port, TestDatabase database) {
    this.api = ApiClient.of(port);
    this.database = database;
  }

  @Test
  void areForTheOperatorAlone() {
    api.get(PATH).expect(401);
    api.withToken(People.register(api).accessToken()).get(PATH).expect(403);
    ApiClient operator = Administrators.create(api, database);
    OtherTenant.create(api, operator, database).administrator().get(PATH).expect(403);
    operator.get(PATH).expect(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "countersign_limits_apart",
        "countersign_limits_requests_total{class=\"auth\",outcome=\"refused\"}",
        "countersign_store_connections_active",
        "countersign_store_connections_waiting",
        "countersign_passwords_waiting",
        "jvm_memory_used_bytes{area=\"heap\"",
        "jvm_threads_live_threads",
        "process_cpu_usage",
      })
  void tellOfLimitsConnectionsAndTheProcess(String name) {
    Answer answer = Administrators.create(api, database).get(PATH).expect(200);
    assertThat(answer.header("Content-Type").orElseThrow())
        .startsWith("text/plain")
        .contains("version=0.0.4");
    assertThat(answer.text()).containsPattern("(?m)^" + Pattern.quote(name));
  }
}
