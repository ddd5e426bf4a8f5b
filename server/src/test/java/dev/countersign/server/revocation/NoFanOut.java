package dev.countersign.server.revocation;

import dev.countersign.server.platform.redis.FanOut;
import java.util.function.Consumer;

/** Word that reaches nobody. */
final class NoFanOut implements FanOut {
  @Override
  public void publish(String channel, byte[] message) {}

  @Override
  public void subscribe(String channel, Consumer<byte[]> listener) {}
}
