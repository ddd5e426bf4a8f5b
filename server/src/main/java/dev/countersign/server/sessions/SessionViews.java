package dev.countersign.server.sessions;

import dev.countersign.api.SessionView;
import dev.countersign.api.SessionsAnswer;
import dev.countersign.server.access.Caller;
import java.util.List;

/** Sessions as the API shows them. */
final class SessionViews {
  private SessionViews() {}

  static SessionsAnswer of(Caller caller, List<ListedSession> sessions) {
    return new SessionsAnswer(sessions.stream().map(session -> of(caller, session)).toList());
  }

  private static SessionView of(Caller caller, ListedSession listed) {
    Session session = listed.session();
    Device device = listed.device();
    return new SessionView(
        session.id().text(),
        session.id().equals(caller.session()),
        listed.inBrowser() ? "browser" : "token",
        device.label(),
        device.place(),
        device.address().isEmpty() ? null : device.address(),
        device.userAgent(),
        session.createdAt(),
        listed.lastUsedAt(),
        session.expiresAt(),
        listed.endsAt());
  }
}
