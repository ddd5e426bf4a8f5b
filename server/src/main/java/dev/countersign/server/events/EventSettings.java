package dev.countersign.server.events;

import dev.countersign.server.platform.config.StartRefusedException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The stream of events: {@code COUNTERSIGN_EVENTS_HEARTBEAT} and the like.
 *
 * @param poll how often a node looks for events that were placed since
 * @param relay how often a node looks for events to pass on to webhooks and Redis
 * @param heartbeat how often a stream without events says that it is alive
 * @param window how many of the newest events a node keeps in memory
 * @param streamsPerCaller how many streams one caller may have open on a node
 * @param streamsMax how many streams a node serves at once
 * @param redisChannel the channel of Redis on which security events are published; empty for none
 */
@ConfigurationProperties("countersign.events")
record EventSettings(
    @DefaultValue("50ms") Duration poll,
    @DefaultValue("200ms") Duration relay,
    @DefaultValue("15s") Duration heartbeat,
    @DefaultValue("8192") int window,
    @DefaultValue("10") int streamsPerCaller,
    @DefaultValue("1000") int streamsMax,
    @DefaultValue("security_events") String redisChannel) {
  EventSettings {
    if (poll.toMillis() < 1 || poll.toSeconds() > 60) {
      throw new StartRefusedException(
          "COUNTERSIGN_EVENTS_POLL is " + poll + ". Choose 1ms to 60s.");
    }
    if (relay.toMillis() < 1 || relay.toSeconds() > 60) {
      throw new StartRefusedException(
          "COUNTERSIGN_EVENTS_RELAY is " + relay + ". Choose 1ms to 60s.");
    }
    if (heartbeat.toMillis() < 10 || heartbeat.toMinutes() > 10) {
      throw new StartRefusedException(
          "COUNTERSIGN_EVENTS_HEARTBEAT is " + heartbeat + ". Choose 10ms to 10m.");
    }
    if (window < 1 || window > 1_000_000) {
      throw new StartRefusedException(
          "COUNTERSIGN_EVENTS_WINDOW is " + window + ". Choose 1 to 1000000.");
    }
    if (streamsPerCaller < 1 || streamsMax < 1) {
      throw new StartRefusedException(
          "COUNTERSIGN_EVENTS_STREAMS_PER_CALLER and COUNTERSIGN_EVENTS_STREAMS_MAX are at least"
              + " 1.");
    }
  }
}
