package dev.countersign.server.elevations;

import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;

/** Writes down, soon after, what has ended by itself. */
final class ElevationSweep {
  private final Elevations elevations;

  ElevationSweep(Elevations elevations) {
    this.elevations = elevations;
  }

  @Scheduled(initialDelay = 5, fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
  void sweep() {
    elevations.sweep();
  }
}
