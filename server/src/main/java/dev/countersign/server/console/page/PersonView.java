package dev.countersign.server.console.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody, as administrators see them.
 *
 * @param self whether it is the administrator who looks
 * @param factors the kinds of second factors they have
 * @param notice what has just been done, in a sentence
 * @param fault what stood against it
 */
public record PersonView(
    PeopleList.Row person,
    boolean self,
    List<SessionRow> sessions,
    List<String> factors,
    List<Event> events,
    @Nullable String notice,
    @Nullable String fault) {

  /**
   * Something that happened to them or that they did.
   *
   * @param serious whether it is worse than a warning
   * @param details what is known beside it, such as an address
   */
  public record Event(
      Moment at,
      String type,
      String description,
      String severity,
      boolean serious,
      String details) {}

  public PersonView {
    sessions = List.copyOf(sessions);
    factors = List.copyOf(factors);
    events = List.copyOf(events);
  }
}
