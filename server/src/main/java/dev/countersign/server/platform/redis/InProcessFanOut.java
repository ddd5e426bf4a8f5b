package dev.countersign.server.platform.redis;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Word to the listeners of this node. */
final class InProcessFanOut implements FanOut {
  private static final Logger LOG = LoggerFactory.getLogger(InProcessFanOut.class);

  private final Map<String, List<Consumer<byte[]>>> listeners = new ConcurrentHashMap<>();

  @Override
  public void publish(String channel, byte[] message) {
    for (Consumer<byte[]> listener : listeners.getOrDefault(channel, List.of())) {
      try {
        listener.accept(message.clone());
      } catch (RuntimeException failure) {
        LOG.atError()
            .addKeyValue("channel", channel)
            .setCause(failure)
            .log("A listener failed on a message");
      }
    }
  }

  @Override
  public void subscribe(String channel, Consumer<byte[]> listener) {
    listeners.computeIfAbsent(channel, name -> new CopyOnWriteArrayList<>()).add(listener);
  }
}
