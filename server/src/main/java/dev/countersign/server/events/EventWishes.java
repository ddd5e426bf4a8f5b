package dev.countersign.server.events;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Permission;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.problem.Problems;
import dev.countersign.server.platform.web.Fields;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a request wants to be told, and refuses what the caller may not be. */
final class EventWishes {
  private static final int NAME_MAX = 20;

  private final EventFeed feed;

  EventWishes(EventFeed feed) {
    this.feed = feed;
  }

  /**
   * What is wanted.
   *
   * @param after the cursor to go on from; the end where there is none
   */
  EventStream.Wish read(
      Caller caller, @Nullable String scope, @Nullable String types, @Nullable String after) {
    Fields fields = new Fields();
    EventScope whose =
        scope == null
            ? EventScope.usual(caller)
            : fields
                .parsed("scope", scope, NAME_MAX, EventScope::find, "Give own or tenant.")
                .orElse(EventScope.OWN);
    EventTypes wanted =
        types == null
            ? EventTypes.ALL
            : fields
                .parsed(
                    "types",
                    types,
                    EventTypes.LENGTH_MAX,
                    EventTypes::parse,
                    "Give types such as payment.completed or payment.*, with commas between them.")
                .orElse(EventTypes.ALL);
    Cursor end = feed.end();
    Cursor from =
        after == null
            ? end
            : fields
                .parsed(
                    "after",
                    after,
                    Cursor.LENGTH_MAX,
                    text -> cursor(text, end),
                    "This is not a cursor of this service.")
                .orElse(end);
    fields.verify();
    Audience.of(caller, whose, wanted)
        .refusal()
        .ifPresent(code -> {
          throw refused(code);
        });
    return new EventStream.Wish(whose, wanted, from);
  }

  // What lies beyond the end would be silence for ever.
  private static Optional<Cursor> cursor(String text, Cursor end) {
    return Cursor.parse(text).filter(cursor -> cursor.next() <= end.next());
  }

  private static ProblemException refused(ErrorCode code) {
    return code == ErrorCode.PERSON_REQUIRED
        ? Problems.of(code)
        : new ProblemException(
            code,
            "A tenant's events take the permission "
                + Permission.AUDIT_READ.wireName()
                + ", one's own about money "
                + Permission.READ_OWN.wireName()
                + ".");
  }
}
