package dev.countersign.server.ratelimit;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.countersign.server.platform.config.ProductionCheck;
import dev.countersign.server.platform.problem.ProblemWriter;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class RateLimitConfiguration {
  private static final int SECRET_BYTES = 16;

  @Bean
  RateLimitSettings rateLimitSettings(Environment environment) {
    return RateLimitSettings.of(environment);
  }

  @Bean
  WindowTable rateLimitWindows() {
    return new WindowTable(WindowTable.WINDOWS_MAX);
  }

  @Bean
  RateLimits rateLimits(WindowTable windows) {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    return new InMemoryRateLimits(windows, Ticker.systemTicker(), secret);
  }

  @Bean
  RouteLimits routeLimits(RateLimits limits, RateLimitSettings settings) {
    Optional<LimitPlan> plan = settings.on() ? Optional.of(settings.plan()) : Optional.empty();
    return new RouteLimits(limits, tenant -> plan);
  }

  @Bean
  RequestLimits requestLimits(RouteLimits limits, ProblemWriter problems) {
    return new RequestLimits(limits, problems);
  }

  @Bean
  FailureThrottle failureThrottle(RateLimitSettings settings) {
    return settings.on()
        ? new InMemoryFailureThrottle(
            settings.failures(), Ticker.systemTicker(), InMemoryFailureThrottle.NAMES_MAX)
        : (_, _) -> NoThrottle.ATTEMPT;
  }

  @Bean
  ProductionCheck limitsCheck(RateLimitSettings settings) {
    return () ->
        settings.on()
            ? List.of()
            : List.of(
                "COUNTERSIGN_LIMITS is off. Remove it; COUNTERSIGN_LIMITS_AUTH and its like set the"
                    + " limits themselves.");
  }
}
