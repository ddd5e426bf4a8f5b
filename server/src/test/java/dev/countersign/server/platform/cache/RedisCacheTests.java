package dev.countersign.server.platform.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.server.platform.redis.FanOut;
import dev.countersign.server.platform.redis.Redis;
import dev.countersign.server.platform.redis.TestFanOut;
import dev.countersign.server.platform.redis.TestRedisClient;
import dev.countersign.testsupport.TestRedis;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cache with a real Redis behind it, which may be away, lie or be late. */
class RedisCacheTests extends TwoLevelCacheContract {
  private static final String KEY = "cache:words:a";

  @AutoClose private final TestRedis server = TestRedis.start();
  @AutoClose private final Redis redis = TestRedisClient.patient(server);

  @BeforeEach
  void awaitRedis() {
    await().until(() -> redis.ask(RedisCommands::ping).isPresent());
  }

  @Override
  SharedEntries shared() {
    return new RedisEntries(redis);
  }

  @Override
  FanOut fanOut() {
    return TestFanOut.inProcess();
  }

  @Test
  void sparesOtherNodesTheLookUp() {
    ask(node(), "a");
    clock.advance(AGE.minusSeconds(1));
    assertThat(ask(node(), "a")).isPresent();
    assertThat(lookUps).hasValue(1);
    assertThat(redis.ask(commands -> commands.ttl(KEY)).orElseThrow())
        .isBetween(AGE.toSeconds() - 60, AGE.toSeconds());
  }

  @Test
  void growsNoOlderByGoingFromNodeToNode() {
    ask(node(), "a");
    clock.advance(AGE.minusSeconds(1));
    TwoLevelCache<Word> late = node();
    ask(late, "a");
    clock.advance(Duration.ofSeconds(1));
    ask(late, "a");
    assertThat(lookUps).hasValue(2);
  }

  @Test
  void believesNoValueThatOutlivedItsAge() {
    ask(node(), "a");
    assertThat(redis.ask(commands -> commands.persist(KEY))).contains(true);
    clock.advance(AGE);
    ask(node(), "a");
    assertThat(lookUps).hasValue(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"text\":\"mallory\",\"number\":1,\"since\":\"2026-11-21T10:00:00Z\"}",
        "[\"java.lang.ProcessBuilder\",{\"command\":[\"true\"]}]"
      })
  void parsesNothingThatSomebodyElseWrote(String lie) {
    put(KEY, lie.getBytes(StandardCharsets.UTF_8));
    assertThat(ask(node(), "a")).contains(word("a"));
  }

  @Test
  void believesNoValueThatWasMoved() {
    ask(node(), "b");
    put(KEY, redis.ask(commands -> commands.get("cache:words:b")).orElseThrow());
    assertThat(ask(node(), "a")).contains(word("a"));
  }

  @Test
  void passesOverWhatAnotherVersionWrote() {
    record Named(String name) {}
    new Caches(new CacheSettings(SIZE, AGE), shared(), keys, fanOut(), clock, () -> 0)
        .of("words", Named.class)
        .get("a", () -> Optional.of(new Named("older")));
    assertThat(ask(node(), "a")).contains(word("a"));
  }

  @Test
  void showsNothingOfAValue() {
    ask(node(), "a");
    assertThat(redis.ask(commands -> commands.get(KEY)).orElseThrow())
        .asString(StandardCharsets.ISO_8859_1)
        .doesNotContain("text")
        .doesNotContain("number");
  }

  @Test
  void forgetsOnEveryNode() {
    List<FanOut> words = List.of(TestFanOut.over(redis, 1), TestFanOut.over(redis, 2));
    TwoLevelCache<Word> here = node(words.get(0));
    TwoLevelCache<Word> there = node(words.get(1));
    ask(here, "a");
    ask(there, "a");
    // Until the other one hears, for it may not listen yet.
    await()
        .until(() -> {
          lookUps.set(0);
          here.forget("a");
          ask(there, "a");
          return lookUps.get() == 1;
        });
  }

  @Test
  void goesOnWithoutRedis() {
    TwoLevelCache<Word> cache = node();
    ask(cache, "a");
    server.kill();
    ask(cache, "a");
    assertThat(lookUps).hasValue(1);
    assertThat(ask(cache, "b")).isPresent();
    cache.forget("a");
    ask(cache, "a");
    assertThat(lookUps).hasValue(3);
    server.startAgain();
    await().until(() -> redis.ask(RedisCommands::ping).isPresent());
    assertThat(ask(node(), "a")).isPresent();
  }

  private void put(String key, byte[] value) {
    assertThat(redis.ask(commands -> commands.set(key, value))).contains("OK");
  }
}
