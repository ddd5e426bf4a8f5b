package dev.countersign.server.ratelimit;

import java.util.Optional;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Limits of the edge alone, without a store: the installation's hold. */
@TestConfiguration(proxyBeanMethods = false)
@Import({RateLimitConfiguration.class, RateLimitFilter.class, StrangerLimitFilter.class})
public class EdgeLimits {
  @Bean
  LimitPlans limitPlans(RateLimitSettings settings) {
    return _ -> Optional.of(settings.plan());
  }
}
