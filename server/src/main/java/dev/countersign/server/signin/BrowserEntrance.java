package dev.countersign.server.signin;

import dev.countersign.server.sessions.BrowserSessions;
import dev.countersign.server.sessions.Device;
import dev.countersign.server.users.User;

/** Lets somebody in with a browser whose identity is established: a session and its cookie. */
final class BrowserEntrance {
  private final BrowserSessions sessions;
  private final FamiliarPlaces places;

  BrowserEntrance(BrowserSessions sessions, FamiliarPlaces places) {
    this.sessions = sessions;
    this.places = places;
  }

  /** Opens a session, in the caller's transaction, which holds the person's row. */
  SignedIn open(User user) {
    BrowserSessions.Begun begun = sessions.begin(user.tenant(), user.id(), Device.current());
    places.remember(user.tenant(), user.id());
    return new SignedIn(user, begun.session(), new SignedIn.Proof.Cookie(begun.cookie()), null);
  }
}
