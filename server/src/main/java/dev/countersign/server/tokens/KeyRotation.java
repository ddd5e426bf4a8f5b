package dev.countersign.server.tokens;

import dev.countersign.server.platform.id.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Changes signing keys by their age: looks once a minute, on every node. */
final class KeyRotation {
  private static final Logger LOG = LoggerFactory.getLogger(KeyRotation.class);

  private final KeyRing ring;
  private final TokenSettings.Keys schedule;
  private final InstantSource clock;

  KeyRotation(KeyRing ring, TokenSettings.Keys schedule, InstantSource clock) {
    this.ring = ring;
    this.schedule = schedule;
    this.clock = clock;
  }

  private record Group(TenantId tenant, TokenAlgorithm algorithm) {}

  @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
  void look() {
    List<StoredKey> keys = ring.all();
    Instant now = clock.instant();
    Set<Group> groups =
        keys.stream()
            .map(key -> new Group(key.tenant(), key.algorithm()))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    for (Group group : groups) {
      List<StoredKey> ofGroup =
          keys.stream()
              .filter(key -> new Group(key.tenant(), key.algorithm()).equals(group))
              .toList();
      boolean due =
          KeyStep.due(ofGroup, schedule, now).isPresent()
              || ofGroup.stream().anyMatch(key -> KeyRing.isGone(key, now));
      if (due && ring.advance(group.tenant(), group.algorithm(), schedule)) {
        LOG.info("Signing keys of {} for {} took a step.", group.tenant(), group.algorithm());
      }
    }
  }
}
