package dev.countersign.server.platform.cache;

import dev.countersign.server.platform.redis.Redis;
import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.util.Optional;

/** Sealed values in Redis, under {@code cache:…}, each gone by itself when it is too old. */
final class RedisEntries implements SharedEntries {
  private final Redis redis;

  RedisEntries(Redis redis) {
    this.redis = redis;
  }

  @Override
  public Optional<byte[]> read(String key) {
    return redis.ask(commands -> Optional.ofNullable(commands.get(key))).flatMap(found -> found);
  }

  @Override
  public void write(String key, byte[] sealed, Duration life) {
    // Nobody can do anything about what was not written: the store has it.
    var _ = redis.ask(commands -> commands.set(key, sealed, SetArgs.Builder.px(life)));
  }

  @Override
  public void remove(String key) {
    // Nor about what was not removed: it is too old soon, whatever Redis says.
    var _ = redis.ask(commands -> commands.del(key));
  }
}
