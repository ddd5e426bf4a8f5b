package dev.countersign.webprobe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.LogCapture;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@Execution(ExecutionMode.SAME_THREAD)
@SpringBootTest(
    classes = ProbeService.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"server.address=127.0.0.1", "countersign.limits.default=100000/1m"})
class EdgeTests {
  private static final String GOOD = "{\"number\": 1, \"flag\": true}";

  @LocalServerPort int port;

  private ApiClient api = ApiClient.unchecked(1);

  @BeforeEach
  void connect() {
    api = ApiClient.of(port);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          connection     | 503 | unavailable         | Service temporarily unavailable
          database       | 503 | unavailable         | Service temporarily unavailable
          timeout        | 503 | timed_out           | Request timed out, please try again
          validation     | 400 | invalid_request     | Invalid input provided
          authentication | 401 | invalid_credentials | Authentication failed
          anything       | 500 | internal_error      | An unexpected error occurred
          """)
  void saysOneSentencePerKindOfFailure(String how, int status, String code, String title) {
    try (LogCapture log = LogCapture.start()) {
      Answer answer = api.get("/v1/probe/fails?how=" + how).expect(status);
      assertThat(answer.header("Content-Type")).contains("application/problem+json");
      assertThat(answer.code()).isEqualTo(code);
      assertThat(answer.json().path("title").asString()).isEqualTo(title);
      assertThat(answer.text()).doesNotContain("db.internal", "secrets");
      assertThat(answer.json().path("request_id").asString())
          .isEqualTo(answer.header("X-Request-ID").orElseThrow());
      if (status == 503) {
        assertThat(answer.header("Retry-After")).isPresent();
      }
      if (status == 401) {
        assertThat(answer.header("WWW-Authenticate")).isPresent();
      }
      if (status == 500) {
        String id = answer.header("X-Request-ID").orElseThrow();
        assertThat(log.lines()).anyMatch(line -> line.contains(id) && line.contains("db.internal"));
      }
    }
  }

  @Test
  void tellsARefusalWithItsContext() {
    Answer answer = api.get("/v1/probe/fails?how=funds").expect(422);
    assertThat(answer.json().path("context").path("balance").asString()).isEqualTo("1.00");
    assertThat(answer.json().path("type").asString()).isEqualTo("/docs/errors#insufficient_funds");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"number\": 1, \"number\": 2}",
        "{\"number\": 1} trailing",
        "{\"number\": 1}{\"number\": 2}",
        "{\"number\": NaN}",
        "{\"number\": Infinity}",
        "{'number': 1}",
        "{\"number\": 01}",
        "{\"number\": 1,}",
        "{\"number\": 1 /* one */}",
        "",
        "null",
        "[]",
        "\"text\"",
        "{"
      })
  void refusesWhatIsNotStrictJson(String body) {
    api.post("/v1/probe", body).expect(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"number": "1"}                              | number          | wrong_type
          {"number": 1.0}                              | number          | wrong_type
          {"number": 1.5}                              | number          | wrong_type
          {"number": true}                             | number          | wrong_type
          {"number": null}                             | number          | wrong_type
          {"number": 99999999999}                      | number          | wrong_type
          {"number": 1, "text": 5}                     | text            | wrong_type
          {"number": 1, "text": true}                  | text            | wrong_type
          {"number": 1, "text": {}}                    | text            | wrong_type
          {"number": 1, "text": ["a"]}                 | text            | wrong_type
          {"number": 1, "flag": "true"}                | flag            | wrong_type
          {"number": 1, "flag": 1}                     | flag            | wrong_type
          {"number": 1, "colour": 0}                   | colour          | wrong_type
          {"number": 1, "colour": ""}                  | colour          | wrong_type
          {"number": 1, "colour": "BLUE"}              | colour          | wrong_type
          {"number": 1, "items": {}}                   | items           | wrong_type
          {"number": 1, "items": ""}                   | items           | wrong_type
          {"number": 1, "items": [{"count": "3"}]}     | items[0].count  | wrong_type
          {"number": 1, "flag": true, "surprise": 1}          | surprise        | unknown_field
          {"number": 1, "flag": true, "<script>": 1}          | (unnamed)       | unknown_field
          {"number": 1, "text": "a\\u0000b"}           | text            | control_characters
          {"number": 1, "text": "a\\ud800b"}           | text            | control_characters
          {"number": 1, "metadata": {"a": "\\u0007"}}  | metadata.a      | control_characters
          {"number": 1, "metadata": {"\\u0000": "a"}}  | metadata | control_characters
          """)
  void namesTheFieldAtFault(String body, String field, String code) {
    Answer answer = api.post("/v1/probe", body).expect(400);
    assertThat(answer.code()).isEqualTo("invalid_request");
    assertThat(answer.json().path("errors").path(0).path("field").asString()).isEqualTo(field);
    assertThat(answer.json().path("errors").path(0).path("code").asString()).isEqualTo(code);
    assertThat(answer.text()).doesNotContain("script", "BLUE", "dev.countersign", "Jackson");
  }

  @Test
  void refusesWhatIsTooDeepOrTooLong() {
    String deep = "[".repeat(40) + "]".repeat(40);
    api.post("/v1/probe", "{\"number\": 1, \"items\": " + deep + "}").expect(400);
    api.post("/v1/probe", "{\"number\": 1, \"text\": \"" + "x".repeat(70_000) + "\"}").expect(400);
    api.post("/v1/probe", "{\"number\": " + "1".repeat(100) + "}").expect(400);
    api.post("/v1/probe", "{\"" + "n".repeat(200) + "\": 1}").expect(400);
    api.post("/v1/probe", GOOD).expect(200);
  }

  @Test
  void refusesBodiesBeyondTheLimitWithOrWithoutALength() {
    byte[] long1 = (GOOD + " ".repeat(1 << 20)).getBytes(StandardCharsets.UTF_8);
    assertThat(api.send("POST", "/v1/probe", BodyPublishers.ofByteArray(long1)).status())
        .isEqualTo(413);
    assertThat(
            api.send(
                    "POST",
                    "/v1/probe",
                    BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(long1)))
                .status())
        .isEqualTo(413);
    api.post("/v1/probe", GOOD).expect(200);
  }

  @Test
  void readsLongerBodiesOfBatches() {
    String body = GOOD + " ".repeat(2 << 20);
    api.post("/v1/admin/probe/batch", body).expect(200);
    api.post("/v1/admin/probe/batch", GOOD + " ".repeat(9 << 20)).expect(413);
  }

  @Test
  void answersTheFrameworksRefusalsAsProblems() {
    assertThat(api.get("/absent<b>".replace("<", "%3C").replace(">", "%3E")).expect(404).text())
        .doesNotContain("absent");
    assertThat(api.send("PATCH", "/v1/probe", BodyPublishers.noBody()).expect(405).header("Allow"))
        .contains("POST");
    api.with("Accept", "image/png").get("/v1/probe/context").expect(406);
    api.with("Content-Type", "text/plain").post("/v1/probe", GOOD).expect(415);
    Answer missing = api.get("/v1/probe/number/1").expect(400);
    assertThat(missing.json().path("errors").path(0).path("field").asString()).isEqualTo("times");
    Answer mismatch = api.get("/v1/probe/number/%3Cb%3E?times=2").expect(400);
    assertThat(mismatch.json().path("errors").path(0).path("field").asString()).isEqualTo("number");
    assertThat(mismatch.text()).doesNotContain("<b>");
    api.get("/v1/probe/number/1?times=%zz".replace("%zz", "%ff")).expect(400);
  }

  @Test
  void keepsAHarmlessRequestIdAndReplacesOthers() {
    assertThat(
            api.with("X-Request-ID", "abc-1.2_3").get("/v1/probe/context").header("X-Request-ID"))
        .contains("abc-1.2_3");
    for (String bad : new String[] {"a b", "x".repeat(65), "<script>"}) {
      assertThat(api.with("X-Request-ID", bad).get("/v1/probe/context").header("X-Request-ID"))
          .get()
          .asString()
          .matches("[0-9a-f-]{36}");
    }
  }

  @Test
  void bindsTheRequestsContext() {
    Answer answer =
        api.with("User-Agent", "probe/1").with("X-Request-ID", "r1").get("/v1/probe/context");
    assertThat(answer.json().path("request_id").asString()).isEqualTo("r1");
    assertThat(answer.json().path("client_address").asString()).isEqualTo("127.0.0.1");
    assertThat(answer.json().path("user_agent").asString()).isEqualTo("probe/1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/probe/context", "/nothing", "/health", "/v1/probe/fails?how=x"})
  void setsSecurityHeadersOnEveryAnswer(String path) {
    Answer answer = api.get(path);
    assertThat(answer.header("Content-Security-Policy"))
        .contains("default-src 'none'; frame-ancestors 'none'");
    assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.header("Referrer-Policy")).contains("no-referrer");
    assertThat(answer.header("Cache-Control")).contains("no-store");
    assertThat(answer.header("Server")).isEmpty();
    assertThat(answer.header("Strict-Transport-Security")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Forwarded", "X-Forwarded-For", "x-forwarded-host"})
  void refusesForwardedRequestsInDevelopmentMode(String header) {
    Answer answer = api.with(header, "for=192.0.2.1").get("/v1/probe/context").expect(403);
    assertThat(answer.code()).isEqualTo("development_mode");
    assertThat(answer.json().path("detail").asString()).contains("COUNTERSIGN_MODE");
  }

  @Test
  void limitsTheDoorsOfSignIn() {
    for (int left = 9; left >= 0; left--) {
      Answer answer = api.post("/v1/auth/login", GOOD).expect(401);
      assertThat(answer.header("X-RateLimit-Limit")).contains("10");
      assertThat(answer.header("X-RateLimit-Remaining")).contains(Integer.toString(left));
    }
    Answer refused = api.post("/v1/auth/login", GOOD).expect(429);
    assertThat(refused.code()).isEqualTo("rate_limited");
    assertThat(refused.header("X-RateLimit-Remaining")).contains("0");
    assertThat(Integer.parseInt(refused.header("Retry-After").orElseThrow())).isBetween(50, 65);
    assertThat(Integer.parseInt(refused.header("X-RateLimit-Reset").orElseThrow()))
        .isBetween(50, 65);
    api.post("/v1/auth/refresh", GOOD).expect(200);
    assertThat(api.get("/v1/probe/context").header("X-RateLimit-Limit")).contains("100000");
    assertThat(api.get("/health").header("X-RateLimit-Limit")).isEmpty();
  }

  @Test
  void failsATestThatMeetsAnUndocumentedStatus() {
    assertThatThrownBy(() -> api.get("/v1/probe/undocumented"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("the status is not documented");
  }

  @Test
  void reportsHealth() {
    Answer health = api.get("/health").expect(200);
    assertThat(health.json().path("overall_healthy").asBoolean()).isTrue();
    assertThat(health.json().path("timestamp").asString()).endsWith("Z");
    api.get("/health/live").expect(200);
    assertThat(api.get("/health/ready").expect(200).json().path("status").asString())
        .isEqualTo("ready");
  }
}
