package dev.countersign.server.platform.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.countersign.server.platform.crypto.MasterKeys;
import dev.countersign.server.platform.redis.FanOut;
import dev.countersign.server.platform.redis.Redis;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CacheConfiguration {
  @Bean
  Caches caches(
      CacheSettings settings,
      ObjectProvider<Redis> redis,
      MasterKeys keys,
      FanOut fanOut,
      InstantSource clock) {
    Redis there = redis.getIfAvailable();
    SharedEntries shared = there == null ? new NoSharedEntries() : new RedisEntries(there);
    return new Caches(settings, shared, keys, fanOut, clock, Ticker.systemTicker());
  }
}
