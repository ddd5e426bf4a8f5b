package dev.countersign.server.tokens;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Changes signing keys by their age: looks once a minute, on every node. */
final class KeyRotation {
  private static final Logger LOG = LoggerFactory.getLogger(KeyRotation.class);

  private final KeyRing ring;
  private final TokenSettings.Keys schedule;

  KeyRotation(KeyRing ring, TokenSettings.Keys schedule) {
    this.ring = ring;
    this.schedule = schedule;
  }

  @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
  void look() {
    for (KeyGroup group : ring.due(schedule)) {
      if (ring.advance(group.tenant(), group.algorithm(), schedule)) {
        LOG.info("Signing keys of {} for {} took a step.", group.tenant(), group.algorithm());
      }
    }
  }
}
