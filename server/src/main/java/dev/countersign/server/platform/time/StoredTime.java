package dev.countersign.server.platform.time;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Times cut to the microseconds that the store keeps, so that an answer and its replay agree. */
public final class StoredTime {
  private StoredTime() {}

  public static Instant now(InstantSource clock) {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
