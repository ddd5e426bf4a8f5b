package dev.countersign.server.tokens;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the age of a tenant's keys of one algorithm asks for next. */
enum KeyStep {
  ANNOUNCE,
  ACTIVATE;

  static Optional<KeyStep> due(List<StoredKey> keys, TokenSettings.Keys schedule, Instant now) {
    Optional<StoredKey> active =
        keys.stream().filter(key -> key.phase() == KeyPhase.ACTIVE).findFirst();
    Optional<StoredKey> announced =
        keys.stream().filter(key -> key.phase() == KeyPhase.ANNOUNCED).findFirst();
    if (announced.isPresent()) {
      return announced.get().createdAt().plus(schedule.announce()).isAfter(now)
          ? Optional.empty()
          : Optional.of(ACTIVATE);
    }
    return active
        .map(key -> key.signsSince().plus(schedule.rotateAfter()).minus(schedule.announce()))
        .filter(due -> !due.isAfter(now))
        .map(due -> ANNOUNCE);
  }
}
