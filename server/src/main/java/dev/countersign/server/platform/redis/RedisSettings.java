package dev.countersign.server.platform.redis;

import dev.countersign.server.platform.config.StartRefusedException;
import dev.countersign.server.platform.secret.Secret;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A Redis or Valkey that the nodes share: {@code COUNTERSIGN_REDIS_URL}, {@code
 * COUNTERSIGN_REDIS_TIMEOUT}.
 *
 * @param url such as {@code redis://user:password@host:6379/0}, or {@code rediss:} for TLS; none
 *     for a service that does without
 * @param timeout how long one answer may take before Redis counts as away
 */
@ConfigurationProperties("countersign.redis")
public record RedisSettings(@Nullable Secret url, @DefaultValue("500ms") Duration timeout) {
  public RedisSettings {
    if (timeout.toMillis() < 10 || timeout.toSeconds() > 10) {
      throw new StartRefusedException(
          "COUNTERSIGN_REDIS_TIMEOUT is " + timeout + ". Choose 10ms to 10s.");
    }
  }
}
