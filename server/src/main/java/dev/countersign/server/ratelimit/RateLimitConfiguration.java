package dev.countersign.server.ratelimit;

import com.github.benmanes.caffeine.cache.Ticker;
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
}
