package dev.countersign.server.console.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody, as administrators see them.
 *
 * @param powers what whoever looks may do about them
 * @param factors the kinds of second factors they have
 * @param notice what has just been done, in a sentence
 * @param fault what stood against it
 */
public record PersonView(
    PeopleList.Row person,
    Powers powers,
    List<SessionRow> sessions,
    List<String> factors,
    List<Event> events,
    @Nullable String notice,
    @Nullable String fault) {

  /**
   * What whoever looks may do.
   *
   * @param disable or enable the account
   * @param administer see their accounts and reset their second factors
   * @param endSessions end all of their sessions
   * @param see see what they see
   * @param audit see what happened
   */
  public record Powers(
      boolean disable, boolean administer, boolean endSessions, boolean see, boolean audit) {}

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
