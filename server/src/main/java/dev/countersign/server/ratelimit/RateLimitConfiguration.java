package dev.countersign.server.ratelimit;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.countersign.server.platform.config.ProductionCheck;
import dev.countersign.server.platform.crypto.MasterKeys;
import dev.countersign.server.platform.problem.ProblemWriter;
import dev.countersign.server.platform.redis.Redis;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.beans.factory.ObjectProvider;
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
  RedisSharing redisSharing() {
    return new RedisSharing();
  }

  @Bean
  RateLimits rateLimits(
      WindowTable windows,
      RateLimitSettings settings,
      RedisSharing sharing,
      ObjectProvider<Redis> redis,
      ObjectProvider<MasterKeys> keys) {
    InMemoryRateLimits here =
        new InMemoryRateLimits(windows, Ticker.systemTicker(), random(SECRET_BYTES));
    Redis shared = redis.getIfAvailable();
    return shared == null
        ? here
        : new RedisRateLimits(
            shared,
            hash(keys),
            here,
            new NodeCount(
                shared, random(SECRET_BYTES), Ticker.systemTicker(), settings.nodesExpected()),
            sharing,
            Optional.empty());
  }

  // Nobody who reads Redis learns whose counts these are.
  private static UnaryOperator<byte[]> hash(ObjectProvider<MasterKeys> keys) {
    MasterKeys masterKeys = keys.getObject();
    return identity -> masterKeys.mac("rate-limit-identity", identity);
  }

  private static byte[] random(int bytes) {
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return random;
  }

  @Bean
  RouteLimits routeLimits(RateLimits limits, LimitPlans plans, RateLimitSettings settings) {
    return new RouteLimits(limits, plans, settings.plan());
  }

  @Bean
  RequestLimits requestLimits(
      RouteLimits limits, ProblemWriter problems, ObjectProvider<RefusalPage> page) {
    return new RequestLimits(limits, problems, Optional.ofNullable(page.getIfAvailable()));
  }

  @Bean
  FailureThrottle failureThrottle(
      RateLimitSettings settings,
      RedisSharing sharing,
      ObjectProvider<Redis> redis,
      ObjectProvider<MasterKeys> keys) {
    if (!settings.on()) {
      return (_, _, _) -> NoThrottle.ATTEMPT;
    }
    FailureThrottle here =
        new InMemoryFailureThrottle(
            settings.failures(), Ticker.systemTicker(), InMemoryFailureThrottle.NAMES_MAX);
    Redis shared = redis.getIfAvailable();
    return shared == null
        ? here
        : new RedisFailureThrottle(
            shared, hash(keys), settings.failures(), here, sharing, () -> Duration.ZERO);
  }

  @Bean
  FailureAlarm failureAlarm(RateLimits limits, RateLimitSettings settings) {
    return new FailureAlarm(limits, settings.on());
  }

  @Bean
  LimitMeters limitMeters(
      RequestLimits requests, WindowTable windows, RedisSharing sharing, FailureAlarm alarm) {
    return new LimitMeters(requests, windows, sharing, alarm);
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
