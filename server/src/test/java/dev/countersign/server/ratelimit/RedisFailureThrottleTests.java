package dev.countersign.server.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.server.platform.redis.Redis;
import dev.countersign.server.platform.redis.TestRedisClient;
import dev.countersign.server.ratelimit.FailureThrottle.Attempt;
import dev.countersign.testsupport.TestRedis;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A throttle of nodes that share a real Redis, which may be away. */
class RedisFailureThrottleTests extends FailureThrottleContract {
  @AutoClose private final TestRedis server = TestRedis.start();
  @AutoClose private final Redis redis = TestRedisClient.patient(server);
  private final AtomicLong passed = new AtomicLong();
  private final FailureThrottle here = node();
  private final FailureThrottle there = node();

  @BeforeEach
  void awaitRedis() {
    await().until(() -> redis.ask(RedisCommands::ping).isPresent());
  }

  private FailureThrottle node() {
    return new RedisFailureThrottle(
        redis,
        Hashes.SHA256,
        FIVE,
        new InMemoryFailureThrottle(FIVE, passed::get, 200),
        new RedisSharing(),
        () -> Duration.ofNanos(passed.get()));
  }

  @Override
  FailureThrottle throttle() {
    return here;
  }

  @Override
  void pass(Duration time) {
    passed.addAndGet(time.toNanos());
  }

  @Test
  void nodesCountFailuresTogether() {
    for (int i = 0; i < 5; i++) {
      try (Attempt attempt = (i % 2 == 0 ? here : there).begin("grace", ELSEWHERE)) {
        assertThat(attempt.delay()).isEmpty();
        attempt.failed();
      }
    }
    for (FailureThrottle node : new FailureThrottle[] {here, there}) {
      try (Attempt attempt = node.begin("grace", ELSEWHERE)) {
        assertThat(attempt.delay()).contains(Duration.ofSeconds(30));
      }
    }
  }

  @Test
  void placesAreFamiliarOnEveryNode() {
    try (Attempt attempt = there.begin("grace", HOME)) {
      attempt.succeeded();
    }
    for (int i = 0; i < 5; i++) {
      try (Attempt attempt = here.begin("grace", ELSEWHERE)) {
        attempt.failed();
      }
    }
    try (Attempt attempt = here.begin("grace", HOME)) {
      assertThat(attempt.delay()).isEmpty();
    }
  }

  @Test
  void goesByWhatThisNodeSawWhileRedisIsAway() {
    exhaust("ada");
    server.kill();
    assertThat(delay("ada")).isPresent();
    assertThat(delay("somebody else")).isEmpty();
  }

  @Test
  void aNodeThatDiedHoldsNobodyUpForLong() {
    for (int i = 0; i < 5; i++) {
      assertThat(there.begin("grace", ELSEWHERE).delay()).isEmpty();
    }
    assertThat(there.begin("grace", ELSEWHERE).delay()).isPresent();
    pass(Duration.ofSeconds(61));
    assertThat(here.begin("grace", ELSEWHERE).delay()).isEmpty();
  }
}
