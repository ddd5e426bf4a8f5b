package dev.countersign.server.platform.redis;

import java.util.function.Consumer;

/**
 * Word from one node to all. It is fast and best effort: a message may be lost, doubled or late,
 * and whoever can write to Redis can send one. So a message says no more than "look at the store
 * now", and whoever waits for one also looks from time to time.
 */
public interface FanOut {
  /**
   * Tells every node, this one included: its listeners have returned when this does. To be called
   * after the commit of what it tells of.
   *
   * @param channel the same few words for all messages of a kind, such as {@code revocations}
   */
  void publish(String channel, byte[] message);

  /** Hears a channel from now on. What a listener throws is logged, and stops nobody. */
  void subscribe(String channel, Consumer<byte[]> listener);
}
