package dev.countersign.server.platform.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.platform.health.HealthCheck;
import dev.countersign.testsupport.TestRedis;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

/** What a service has with a Redis, and without. */
class RedisConfigurationTests {
  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(RedisSettings.class)
  static class Settings {}

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withBean(SecureRandom.class, SecureRandom::new)
          .withUserConfiguration(Settings.class, RedisConfiguration.class);

  @Test
  void sharesARedisWhereOneIsNamed() {
    try (TestRedis server = TestRedis.start()) {
      runner
          .withPropertyValues("countersign.redis.url=" + server.url())
          .run(context -> {
            assertThat(context).hasSingleBean(Redis.class).hasSingleBean(HealthCheck.class);
            assertThat(context.getBean(FanOut.class)).isInstanceOf(RedisFanOut.class);
          });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void doesWithoutWhereNoneIs(String empty) {
    runner
        .withPropertyValues("countersign.redis.url=" + empty)
        .run(context -> {
          assertThat(context).doesNotHaveBean(Redis.class).doesNotHaveBean(HealthCheck.class);
          assertThat(context.getBean(FanOut.class)).isInstanceOf(InProcessFanOut.class);
        });
  }
}
