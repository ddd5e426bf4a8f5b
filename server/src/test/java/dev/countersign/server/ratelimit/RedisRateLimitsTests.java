package dev.countersign.server.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.server.platform.redis.Redis;
import dev.countersign.server.platform.redis.TestRedisClient;
import dev.countersign.testsupport.TestRedis;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Limits of nodes that share a real Redis, which may be away or lose everything. */
class RedisRateLimitsTests extends RateLimitsContract {
  @AutoClose private final TestRedis server = TestRedis.start();
  @AutoClose private final Redis redis = TestRedisClient.patient(server);
  private final AtomicLong passed = new AtomicLong();
  private final Node here = new Node("a");
  private final Node there = new Node("b");

  @BeforeEach
  void awaitRedis() {
    await().until(() -> redis.ask(RedisCommands::ping).isPresent());
    // So that they know of each other.
    here.limits.take("hello", TEN_A_MINUTE);
    there.limits.take("hello", TEN_A_MINUTE);
    advance(Duration.ofSeconds(1));
    here.limits.take("hello", TEN_A_MINUTE);
  }

  private final class Node {
    private final RedisSharing sharing = new RedisSharing();
    private final NodeCount count;
    private final RateLimits limits;

    Node(String name) {
      count = new NodeCount(redis, name.getBytes(StandardCharsets.UTF_8), passed::get, 2);
      limits =
          new RedisRateLimits(
              redis,
              Hashes.SHA256,
              new InMemoryRateLimits(new WindowTable(256), passed::get, new byte[16]),
              count,
              sharing,
              Optional.of(passed::get));
    }
  }

  @Override
  RateLimits limits() {
    return here.limits;
  }

  @Override
  void advance(Duration time) {
    passed.addAndGet(time.toNanos());
  }

  @Test
  void countsOnAllNodesTogether() {
    RateLimits limits = there.limits;
    for (int i = 0; i < 5; i++) {
      assertThat(here.limits.take("shared", TEN_A_MINUTE).admitted()).isTrue();
      assertThat(limits.take("shared", TEN_A_MINUTE).remaining()).isEqualTo(8 - 2 * i);
    }
    assertThat(here.limits.take("shared", TEN_A_MINUTE).admitted()).isFalse();
    assertThat(limits.take("shared", TEN_A_MINUTE).admitted()).isFalse();
  }

  @Test
  void holdsEachNodeToItsShareWhileRedisIsAway() {
    assertThat(here.count.count()).isEqualTo(2);
    server.kill();
    for (Node node : List.of(here, there)) {
      int admitted = 0;
      for (int i = 0; i < 20; i++) {
        admitted += node.limits.take("away", TEN_A_MINUTE).admitted() ? 1 : 0;
      }
      assertThat(admitted).isEqualTo(5);
      assertThat(node.sharing.isApart()).isTrue();
      assertThat(node.sharing.countedApart()).isPositive();
    }
    server.startAgain();
    await().until(() -> redis.ask(RedisCommands::ping).isPresent());
    assertThat(here.limits.take("back", TEN_A_MINUTE).remaining()).isEqualTo(9);
    assertThat(there.limits.take("back", TEN_A_MINUTE).remaining()).isEqualTo(8);
    assertThat(here.sharing.isApart()).isFalse();
  }

  @Test
  void aRedisThatLostEverythingFreesNobodyWhoStaysAtANode() {
    for (int i = 0; i < 10; i++) {
      assertThat(here.limits.take("lost", TEN_A_MINUTE).admitted()).isTrue();
    }
    assertThat(redis.ask(RedisCommands::flushall)).isPresent();
    assertThat(here.limits.take("lost", TEN_A_MINUTE).admitted()).isFalse();
  }

  @Test
  void aNodeGetsWhatIsLeftWhenRedisGoesAwayAndNoMore() {
    for (int i = 0; i < 7; i++) {
      assertThat(here.limits.take("left", TEN_A_MINUTE).admitted()).isTrue();
    }
    assertThat(there.limits.take("left", TEN_A_MINUTE).admitted()).isTrue();
    server.kill();
    assertThat(admitted(here, "left")).isZero();
    assertThat(admitted(there, "left")).isEqualTo(1);
    advance(Duration.ofSeconds(66));
    assertThat(admitted(here, "left")).isEqualTo(5);
    assertThat(admitted(there, "left")).isEqualTo(5);
  }

  @Test
  void anEmptyRedisHearsWhatWasAdmittedBefore() {
    for (int i = 0; i < 3; i++) {
      assertThat(here.limits.take("before", TEN_A_MINUTE).admitted()).isTrue();
      assertThat(there.limits.take("before", TEN_A_MINUTE).admitted()).isTrue();
    }
    server.kill();
    assertThat(admitted(here, "before")).isEqualTo(2);
    assertThat(admitted(there, "before")).isEqualTo(2);
    server.startAgain();
    await().until(() -> redis.ask(RedisCommands::ping).isPresent());
    assertThat(here.limits.take("before", TEN_A_MINUTE).remaining()).isEqualTo(4);
    assertThat(there.limits.take("before", TEN_A_MINUTE).admitted()).isFalse();
    assertThat(here.limits.take("before", TEN_A_MINUTE).admitted()).isFalse();
  }

  private static int admitted(Node node, String caller) {
    int admitted = 0;
    for (int i = 0; i < 20; i++) {
      admitted += node.limits.take(caller, TEN_A_MINUTE).admitted() ? 1 : 0;
    }
    return admitted;
  }

  @Test
  void forgetsTheScriptWithoutHarm() {
    assertThat(here.limits.take("script", TEN_A_MINUTE).remaining()).isEqualTo(9);
    assertThat(redis.ask(RedisCommands::scriptFlush)).isPresent();
    assertThat(here.limits.take("script", TEN_A_MINUTE).remaining()).isEqualTo(8);
  }

  @Test
  void keysGoByThemselves() {
    here.limits.take("going", TEN_A_MINUTE);
    List<String> keys = redis.ask(commands -> commands.keys("*")).orElseThrow();
    assertThat(keys).isNotEmpty();
    // But for the one that tells this state of Redis from an empty one.
    assertThat(keys).contains("limits:state");
    for (String key : keys.stream().filter(key -> !key.equals("limits:state")).toList()) {
      assertThat(redis.ask(commands -> commands.ttl(key)).orElseThrow())
          .isBetween(1L, 2 * TEN_A_MINUTE.period().toSeconds());
    }
  }
}
