package dev.countersign.server.platform.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.countersign.server.platform.crypto.MasterKeys;
import dev.countersign.server.platform.redis.FanOut;
import java.time.InstantSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Makes the caches of the features. */
public final class Caches {
  // Of its own: nothing that is set for requests changes what a cache reads.
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private final CacheSettings settings;
  private final SharedEntries shared;
  private final MasterKeys keys;
  private final FanOut fanOut;
  private final InstantSource clock;
  private final Ticker ticker;

  Caches(
      CacheSettings settings,
      SharedEntries shared,
      MasterKeys keys,
      FanOut fanOut,
      InstantSource clock,
      Ticker ticker) {
    this.settings = settings;
    this.shared = shared;
    this.keys = keys;
    this.fanOut = fanOut;
    this.clock = clock;
    this.ticker = ticker;
  }

  /**
   * A cache of one kind of values.
   *
   * @param name of that kind alone, such as {@code account_info}
   */
  public <V extends Record> TwoLevelCache<V> of(String name, Class<V> type) {
    return new TwoLevelCache<>(
        name, settings, clock, ticker, shared, new SealedEntries<>(keys, JSON, type), fanOut);
  }
}
