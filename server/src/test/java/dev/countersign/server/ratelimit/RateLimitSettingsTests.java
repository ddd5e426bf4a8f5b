package dev.countersign.server.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countersign.server.platform.config.StartRefusedException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class RateLimitSettingsTests {
  private final MockEnvironment environment = new MockEnvironment();

  @ParameterizedTest
  @CsvSource({"AUTH, 10", "WRITE, 30", "READ, 100", "ADMIN, 200", "DEFAULT, 60"})
  void limitsPerMinuteWhereNothingIsSet(RouteClass routes, int requests) {
    RateLimitSettings settings = RateLimitSettings.of(environment);
    assertThat(settings.on()).isTrue();
    assertThat(settings.plan().of(routes))
        .containsExactly(new RateLimit(requests, Duration.ofMinutes(1)));
  }

  @ParameterizedTest
  @CsvSource({"5/30s, 5, 30", "1000/1h, 1000, 3600", "10/1m, 10, 60"})
  void readsALimit(String text, int requests, long seconds) {
    environment.setProperty("countersign.limits.auth", text);
    assertThat(RateLimitSettings.of(environment).plan().of(RouteClass.AUTH))
        .containsExactly(new RateLimit(requests, Duration.ofSeconds(seconds)));
  }

  @Test
  void readsSeveralLimits() {
    environment.setProperty("countersign.limits.default", "100/1m, 1000/1h");
    assertThat(RateLimitSettings.of(environment).plan().of(RouteClass.DEFAULT))
        .extracting(RateLimit::text)
        .containsExactly("100/1m", "1000/1h");
  }

  @Test
  void beginsFromTiers() {
    environment.setProperty("countersign.limits.tiers", "payymo");
    environment.setProperty("countersign.limits.read", "500/1m");
    LimitPlan plan = RateLimitSettings.of(environment).plan();
    assertThat(plan.paths().get("/v1/auth/register"))
        .extracting(RateLimit::text)
        .containsExactly("5/1h", "20/24h");
    assertThat(plan.of(RouteClass.WRITE))
        .extracting(RateLimit::text)
        .containsExactly("100/1m", "1000/1h");
    assertThat(plan.of(RouteClass.READ)).extracting(RateLimit::text).containsExactly("500/1m");
    assertThat(plan.countsRefused()).isFalse();
  }

  @Test
  void fogCountsWhatItRefuses() {
    environment.setProperty("countersign.limits.tiers", "fog");
    assertThat(RateLimitSettings.of(environment).plan().countsRefused()).isTrue();
  }

  @Test
  void refusesToStartOnUnknownTiers() {
    environment.setProperty("countersign.limits.tiers", "strict");
    assertThatExceptionOfType(StartRefusedException.class)
        .isThrownBy(() -> RateLimitSettings.of(environment))
        .withMessageContaining("COUNTERSIGN_LIMITS_TIERS");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10", "0/1m", "10/0s", "10/2d", "10/25h", "-1/1m", "ten/1m", "", "10/1m,"})
  void refusesToStartOnAnUnreadableLimit(String text) {
    environment.setProperty("countersign.limits.write", text);
    assertThatExceptionOfType(StartRefusedException.class)
        .isThrownBy(() -> RateLimitSettings.of(environment))
        .withMessageContaining("COUNTERSIGN_LIMITS_WRITE");
  }

  @ParameterizedTest
  @CsvSource({"off, false", "OFF, false", "false, false", "on, true"})
  void switchesLimits(String text, boolean on) {
    environment.setProperty("countersign.limits", text);
    assertThat(RateLimitSettings.of(environment).on()).isEqualTo(on);
  }

  @Test
  void refusesToStartOnAnUnknownSwitch() {
    environment.setProperty("countersign.limits", "maybe");
    assertThatExceptionOfType(StartRefusedException.class)
        .isThrownBy(() -> RateLimitSettings.of(environment))
        .withMessageContaining("COUNTERSIGN_LIMITS");
  }
}
