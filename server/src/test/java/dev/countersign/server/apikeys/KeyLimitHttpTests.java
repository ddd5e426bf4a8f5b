package dev.countersign.server.apikeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.CreatedApiKey;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.CountedWork;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** How often a key may be used. */
@ServerTest
@Import(CountedWork.class)
// The same as those of other tests of limits, so that they share a service.
@TestPropertySource(
    properties = {
      "countersign.limits=on",
      "countersign.limits.auth=100000/1m",
    })
class KeyLimitHttpTests {
  private final ApiClient api;

  KeyLimitHttpTests(@LocalServerPort int port) {
    this.api = ApiClient.of(port);
  }

  @Test
  void admitsAKeyAsOftenAsItsOwnLimitSays() {
    ApiClient ann = api.withToken(People.register(api).accessToken());
    CreatedApiKey key = Keys.make(ann, Map.of("name", "busy", "rate_limit", 105));
    CreatedApiKey other = Keys.make(ann, Map.of("name", "idle"));
    ApiClient holder = api.with(Keys.HEADER, key.apiKey());
    for (int left = 104; left >= 0; left--) {
      Answer answer = holder.get("/v1/account").expect(200);
      assertThat(answer.header("X-RateLimit-Limit")).contains("105");
      assertThat(answer.header("X-RateLimit-Remaining")).contains(Integer.toString(left));
    }
    Answer refused = holder.get("/v1/account").expect(429);
    assertThat(refused.code()).isEqualTo("rate_limited");
    assertThat(Integer.parseInt(refused.header("Retry-After").orElseThrow())).isPositive();
    // Per hour, unless a window is given; and each key has its own.
    assertThat(Integer.parseInt(refused.header("X-RateLimit-Reset").orElseThrow()))
        .isGreaterThan(3_000);
    Answer free = api.with(Keys.HEADER, other.apiKey()).get("/v1/account").expect(200);
    assertThat(free.header("X-RateLimit-Limit")).contains("1000");
  }
}
