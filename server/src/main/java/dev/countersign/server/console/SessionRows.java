package dev.countersign.server.console;

import dev.countersign.server.access.Caller;
import dev.countersign.server.console.page.Moment;
import dev.countersign.server.console.page.SessionRow;
import dev.countersign.server.sessions.ListedSession;
import dev.countersign.server.sessions.Session;
import java.time.Instant;
import java.util.List;

/** Sessions as pages show them. */
final class SessionRows {
  private SessionRows() {}

  static List<SessionRow> of(Caller caller, List<ListedSession> sessions) {
    return sessions.stream().map(session -> row(caller, session)).toList();
  }

  private static SessionRow row(Caller caller, ListedSession listed) {
    Session session = listed.session();
    String address = listed.device().address();
    Instant ends = listed.endsAt();
    return new SessionRow(
        session.id().text(),
        session.id().equals(caller.session()),
        listed.device().label(),
        listed.inBrowser() ? "Console" : "App",
        listed.device().place(),
        address.isEmpty() ? null : address,
        Moment.of(session.createdAt()),
        Moment.of(listed.lastUsedAt()),
        ends == null ? null : Moment.of(ends));
  }
}
