package dev.countersign.api;

import java.util.List;

/**
 * Events in their order, oldest first.
 *
 * @param next where to go on from, whether there were any or not: send it as {@code after}
 */
public record LiveEventPage(List<LiveEvent> events, String next) {
  public LiveEventPage {
    events = Copies.of(events);
  }
}
