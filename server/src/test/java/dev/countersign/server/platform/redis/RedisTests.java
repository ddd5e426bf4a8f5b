package dev.countersign.server.platform.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.countersign.server.platform.config.StartRefusedException;
import dev.countersign.server.platform.health.HealthChecks;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.testsupport.TestRedis;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A Redis that goes away in every way it can. */
class RedisTests {
  private static final Duration TIMEOUT = Duration.ofMillis(200);

  @AutoClose private final TestRedis server = TestRedis.start();
  @AutoClose private final Redis redis = Redis.at(Secret.of(server.url()), TIMEOUT);

  @Test
  void answersWhereItIsThere() {
    await().until(() -> redis.ask(RedisCommands::ping).isPresent());
    byte[] value = "v".getBytes(StandardCharsets.UTF_8);
    assertThat(redis.ask(commands -> commands.set("k", value))).contains("OK");
    assertThat(redis.ask(commands -> commands.get("k"))).contains(value);
    assertThatCode(redis::ping).doesNotThrowAnyException();
  }

  @Test
  void isEmptyWhileKilledAndAnswersOnceBack() {
    await().until(() -> redis.ask(RedisCommands::ping).isPresent());
    server.kill();
    assertThat(redis.ask(RedisCommands::ping)).isEmpty();
    assertThatThrownBy(redis::ping).hasMessageContaining("does not answer");

    server.startAgain();
    await().until(() -> redis.ask(RedisCommands::ping).isPresent());
  }

  @Test
  void needNotBeThereAtTheStart() {
    server.kill();
    assertThat(redis.ask(RedisCommands::ping)).isEmpty();
    server.startAgain();
    await().until(() -> redis.ask(RedisCommands::ping).isPresent());
  }

  @Test
  void makesOneOfManyWaitWhileItHangs() {
    await().until(() -> redis.ask(RedisCommands::ping).isPresent());
    server.pause();
    long started = System.nanoTime();
    for (int i = 0; i < 1_000; i++) {
      assertThat(redis.ask(RedisCommands::ping)).isEmpty();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(3));
    server.resume();
    await().until(() -> redis.ask(RedisCommands::ping).isPresent());
  }

  @Test
  void isOptional() {
    HealthChecks checks =
        new HealthChecks(List.of(new RedisCheck(redis)), Clock.systemUTC(), Duration.ofSeconds(2));
    await().until(() -> checks.report().overallHealthy());
    assertThat(checks.report().checks()).containsOnlyKeys("redis");
    server.kill();
    await().until(() -> !checks.report().overallHealthy());
    assertThat(checks.isReady(checks.report())).isTrue();
  }

  @Test
  void refusesAnAddressItCannotReadWithoutShowingIt() {
    assertThatThrownBy(() -> Redis.at(Secret.of("postgres://u:hunter2@h"), TIMEOUT))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("COUNTERSIGN_REDIS_URL")
        .hasMessageNotContaining("hunter2");
  }
}
