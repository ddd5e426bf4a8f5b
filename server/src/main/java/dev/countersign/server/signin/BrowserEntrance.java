package dev.countersign.server.signin;

import dev.countersign.server.sessions.BrowserSessions;
import dev.countersign.server.sessions.Device;
import dev.countersign.server.users.User;

/** Lets somebody in with a browser whose identity is established: a session and its cookie. */
final class BrowserEntrance {
  private final BrowserSessions sessions;

  BrowserEntrance(BrowserSessions sessions) {
    this.sessions = sessions;
  }

  /** Opens a session, in the caller's transaction, which holds the person's row. */
  SignedIn open(User user) {
    BrowserSessions.Begun begun = sessions.begin(user.tenant(), user.id(), Device.current());
    return new SignedIn(user, begun.session(), new SignedIn.Proof.Cookie(begun.cookie()), null);
  }
}
