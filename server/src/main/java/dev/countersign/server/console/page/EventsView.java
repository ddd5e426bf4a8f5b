package dev.countersign.server.console.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens in a tenant, and where it is told.
 *
 * @param notice what was just done
 */
public record EventsView(List<Event> events, List<Webhook> webhooks, @Nullable String notice) {
  /**
   * Something that happened.
   *
   * @param target the id of what it was done to; empty where there is nothing
   */
  public record Event(Moment at, String type, String description, String severity, String target) {}

  /**
   * Where events are told.
   *
   * @param failing since when nothing was taken; absent while deliveries succeed
   * @param dead how many deliveries were given up
   */
  public record Webhook(
      String id, String url, String types, String status, @Nullable Moment failing, int dead) {
    public boolean isActive() {
      return status.equals("active");
    }
  }

  public EventsView {
    events = List.copyOf(events);
    webhooks = List.copyOf(webhooks);
  }
}
