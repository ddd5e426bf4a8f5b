package dev.countersign.server.platform.cache;

import dev.countersign.server.platform.config.StartRefusedException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much is remembered, and for how long: {@code COUNTERSIGN_CACHE_SIZE}, {@code
 * COUNTERSIGN_CACHE_AGE}.
 *
 * @param size how many values of each kind a node keeps in memory
 * @param age how old a value may grow, wherever it is kept
 */
@ConfigurationProperties("countersign.cache")
public record CacheSettings(@DefaultValue("1000") int size, @DefaultValue("300s") Duration age) {
  private static final int SIZE_MAX = 1_000_000;

  public CacheSettings {
    if (size < 1 || size > SIZE_MAX) {
      throw new StartRefusedException(
          "COUNTERSIGN_CACHE_SIZE is " + size + ". Choose 1 to " + SIZE_MAX + ".");
    }
    if (age.toSeconds() < 1 || age.toHours() >= 24) {
      throw new StartRefusedException(
          "COUNTERSIGN_CACHE_AGE is " + age + ". Choose 1s to less than 24h.");
    }
  }
}
