package dev.countersign.server.events;

import dev.countersign.api.LiveEvent;
import dev.countersign.server.audit.PlacedEvent;
import dev.countersign.server.platform.redis.Redis;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/**
 * Publishes what happened to people, keys and settings on a channel of Redis, once for the whole
 * installation, for whoever subscribes there. Best effort, as all of that is: whoever must not miss
 * anything follows the stream of events.
 */
final class SecurityChannel implements EventConsumer {
  private final Redis redis;
  private final String channel;
  private final JsonMapper json;

  SecurityChannel(Redis redis, String channel, JsonMapper json) {
    this.redis = redis;
    this.channel = channel;
    this.json = json;
  }

  /** What is published, which bears the tenant beside the event. */
  private record Message(String tenant, LiveEvent event) {}

  @Override
  public boolean isInterested() {
    return true;
  }

  @Override
  public void take(List<PlacedEvent> events) {
    List<byte[]> messages =
        events.stream()
            .map(event -> new Happened(event, null, Set.of()))
            .filter(event -> !event.isAboutMoney())
            .map(this::message)
            .toList();
    if (messages.isEmpty()) {
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            // Nobody can do anything about a message that did not get through.
            messages.forEach(message -> {
              var _ = redis.ask(commands -> commands.publish(channel, message));
            });
          }
        });
  }

  private byte[] message(Happened event) {
    return json.writeValueAsString(new Message(event.tenant().text(), event.told(false)))
        .getBytes(StandardCharsets.UTF_8);
  }
}
