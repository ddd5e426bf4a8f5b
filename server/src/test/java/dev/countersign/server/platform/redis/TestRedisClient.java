package dev.countersign.server.platform.redis;

import dev.countersign.server.platform.secret.Secret;
import dev.countersign.testsupport.TestRedis;
import java.time.Duration;

/** Clients of a test's Redis, for tests of other features without Spring. */
public final class TestRedisClient {
  private TestRedisClient() {}

  public static Redis of(TestRedis server) {
    return Redis.at(Secret.of(server.url()), Duration.ofMillis(500));
  }

  /** One to which a busy machine does not pass for a Redis that is away; a dead one does. */
  public static Redis patient(TestRedis server) {
    return Redis.at(Secret.of(server.url()), Duration.ofSeconds(20));
  }
}
