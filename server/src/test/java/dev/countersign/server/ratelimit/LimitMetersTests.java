package dev.countersign.server.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.platform.problem.ProblemWriter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

class LimitMetersTests {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final WindowTable windows = new WindowTable(256);
  private final RateLimits limits = new InMemoryRateLimits(windows, () -> 0, new byte[16]);
  private final RequestLimits requests =
      new RequestLimits(
          new RouteLimits(
              limits,
              _ -> Optional.of(LimitTiers.COUNTERSIGN.plan()),
              LimitTiers.COUNTERSIGN.plan()),
          new ProblemWriter(JsonMapper.shared()),
          Optional.empty());
  private final RedisSharing sharing = new RedisSharing();
  private final FailureAlarm alarm = new FailureAlarm(limits, true);

  @Test
  void tellWhatWasAdmittedAndRefused() throws IOException {
    bind();
    for (int i = 0; i < 13; i++) {
      MockHttpServletRequest request = new MockHttpServletRequest("POST", "/v1/auth/login");
      request.setServletPath("/v1/auth/login");
      requests.admit(request, new MockHttpServletResponse());
    }
    assertThat(value("countersign.limits.requests", "admitted")).isEqualTo(10);
    assertThat(value("countersign.limits.requests", "refused")).isEqualTo(3);
    assertThat(registry.get("countersign.limits.windows").gauge().value()).isEqualTo(1);
  }

  @Test
  void tellWhenNodesCountApart() {
    bind();
    sharing.note(false);
    sharing.note(false);
    assertThat(registry.get("countersign.limits.apart").gauge().value()).isEqualTo(1);
    sharing.note(true);
    assertThat(registry.get("countersign.limits.apart").gauge().value()).isZero();
    assertThat(registry.get("countersign.limits.counted_apart").functionCounter().count())
        .isEqualTo(2);
  }

  @Test
  void theAlarmIsRaisedOnceForMoreThanFiveFailures() {
    bind();
    for (int i = 0; i < 5; i++) {
      assertThat(alarm.failed("ada")).isFalse();
    }
    assertThat(alarm.failed("ada")).isTrue();
    assertThat(alarm.failed("ada")).isFalse();
    assertThat(alarm.failed("grace")).isFalse();
    assertThat(registry.get("countersign.limits.alarms").functionCounter().count()).isOne();
  }

  private void bind() {
    new LimitMeters(requests, windows, sharing, alarm).bindTo(registry);
  }

  private double value(String name, String outcome) {
    return registry
        .get(name)
        .tag("class", "auth")
        .tag("outcome", outcome)
        .functionCounter()
        .count();
  }
}
