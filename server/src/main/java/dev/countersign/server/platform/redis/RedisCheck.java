package dev.countersign.server.platform.redis;

import dev.countersign.server.platform.health.HealthCheck;
import java.net.ConnectException;

/** Asks Redis for the simplest answer it can give. Without it the service goes on. */
final class RedisCheck implements HealthCheck {
  private final Redis redis;

  RedisCheck(Redis redis) {
    this.redis = redis;
  }

  @Override
  public String name() {
    return "redis";
  }

  @Override
  public boolean isRequired() {
    return false;
  }

  @Override
  public void check() throws ConnectException {
    redis.ping();
  }
}
