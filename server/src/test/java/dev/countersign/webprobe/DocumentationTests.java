package dev.countersign.webprobe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@Execution(ExecutionMode.SAME_THREAD)
@SpringBootTest(
    classes = ProbeService.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"server.address=127.0.0.1", "countersign.limits.default=100000/1m"})
class DocumentationTests {
  @LocalServerPort int port;

  @ParameterizedTest
  @CsvSource({
    "/docs, text/html;charset=UTF-8",
    "/docs/errors, text/html;charset=UTF-8",
    "/docs/page/start.js, text/javascript",
    "/docs/assets/swagger-ui/swagger-ui.css, text/css",
    "/docs/assets/swagger-ui/swagger-ui-bundle.js, text/javascript"
  })
  void servesPagesThatLoadOnlyWhatIsTheirOwn(String path, String type) {
    Answer answer = ApiClient.unchecked(port).get(path).expect(200);
    assertThat(answer.header("Content-Type")).contains(type);
    assertThat(answer.header("Content-Security-Policy"))
        .get()
        .asString()
        .contains("script-src 'self'", "style-src 'self'")
        .doesNotContain("unsafe");
  }

  @Test
  void anchorsEveryProblemsType() {
    assertThat(ApiClient.unchecked(port).get("/docs/errors").text())
        .contains("id=\"insufficient_funds\"");
  }

  @Test
  void documentsRefusalsPerStatusWithTheirCodes() {
    JsonNode login = document().at("/paths/~1v1~1auth~1login/post/responses");
    assertThat(login.propertyNames())
        .containsExactlyInAnyOrder(
            "200", "400", "401", "403", "404", "406", "413", "415", "429", "503");
    assertThat(login.at("/401/description").asString()).contains("invalid_credentials");
    assertThat(login.at("/401/content/application~1problem+json/schema/$ref").asString())
        .isEqualTo("#/components/schemas/Problem");
  }

  @Test
  void namesFieldsAsTheyAreOnTheWire() {
    JsonNode schemas = document().at("/components/schemas");
    assertThat(schemas.at("/Problem/properties").has("request_id")).isTrue();
    assertThat(schemas.at("/HealthReport/properties").has("overall_healthy")).isTrue();
  }

  @Test
  void repeatsNoHostOfACaller() {
    assertThat(document().toString()).doesNotContain("localhost");
  }

  private JsonNode document() {
    return ApiClient.unchecked(port).get("/docs/openapi.json").expect(200).json();
  }
}
