package dev.countersign.server.platform.id;

import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes UUIDv7s (RFC 9562 §5.7) that rise strictly within one generator, also within a millisecond
 * and when the clock steps back. Thread-safe.
 */
public final class IdGenerator {
  private final InstantSource clock;
  private final RandomGenerator random;
  private long lastMillis;
  private int sequence;

  public IdGenerator(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /** The next id. */
  public UUID next() {
    long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(nextHigh(), low);
  }

  // The 12 bits after the version count ids within a millisecond; when they run out, the time part
  // moves on by itself.
  private synchronized long nextHigh() {
    long now = clock.millis();
    if (now > lastMillis) {
      lastMillis = now;
      sequence = 0;
    } else if (++sequence > 0xfff) {
      lastMillis++;
      sequence = 0;
    }
    return (lastMillis << 16) | 0x7000 | sequence;
  }
}
