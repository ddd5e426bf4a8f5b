package dev.countersign.server.ratelimit;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.countersign.server.platform.config.ProductionCheck;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class RateLimitConfiguration {
  @Bean
  RateLimits rateLimits(Environment environment) {
    RateLimitSettings settings = RateLimitSettings.of(environment);
    return settings.on()
        ? new InMemoryRateLimits(
            settings.limits(), Ticker.systemTicker(), InMemoryRateLimits.CALLERS_MAX)
        : (_, _) -> RateLimits.Decision.UNLIMITED;
  }

  @Bean
  FailureThrottle failureThrottle(Environment environment) {
    RateLimitSettings settings = RateLimitSettings.of(environment);
    return settings.on()
        ? new InMemoryFailureThrottle(
            settings.failures(), Ticker.systemTicker(), InMemoryFailureThrottle.NAMES_MAX)
        : (_, _) -> NoThrottle.ATTEMPT;
  }

  @Bean
  ProductionCheck limitsCheck(Environment environment) {
    return () ->
        RateLimitSettings.of(environment).on()
            ? List.of()
            : List.of(
                "COUNTERSIGN_LIMITS is off. Remove it; COUNTERSIGN_LIMITS_AUTH and its like set the"
                    + " limits themselves.");
  }
}
