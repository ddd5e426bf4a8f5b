package dev.countersign.server.platform.redis;

import java.security.SecureRandom;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** The shared Redis where there is one; the fan-out either way. */
@Configuration(proxyBeanMethods = false)
class RedisConfiguration {
  private static final int NODE_BYTES = 16;

  @Bean
  RedisProductionCheck redisProductionCheck(RedisSettings settings) {
    return new RedisProductionCheck(settings);
  }

  @Configuration(proxyBeanMethods = false)
  @Conditional(Configured.class)
  static class Shared {
    @Bean
    Redis redis(RedisSettings settings) {
      return Redis.at(Objects.requireNonNull(settings.url()), settings.timeout());
    }

    @Bean
    RedisCheck redisCheck(Redis redis) {
      return new RedisCheck(redis);
    }

    @Bean
    RedisFanOut fanOut(Redis redis, SecureRandom random) {
      byte[] node = new byte[NODE_BYTES];
      random.nextBytes(node);
      return new RedisFanOut(redis, node);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @Conditional(NotConfigured.class)
  static class Alone {
    @Bean
    InProcessFanOut fanOut() {
      return new InProcessFanOut();
    }
  }

  /** An empty variable, as compose files leave them, is none. */
  static class Configured implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return StringUtils.hasText(context.getEnvironment().getProperty("countersign.redis.url"));
    }
  }

  static final class NotConfigured extends Configured {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return !super.matches(context, metadata);
    }
  }
}
