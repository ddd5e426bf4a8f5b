package dev.countersign.server.sessions;

import java.util.Collection;
import java.util.Optional;

/** Finds a browser's session by the hash of its cookie. Never inside a transaction. */
interface BrowserSessionLookup {
  /**
   * A session of this cookie that had not ended at most {@link RedisBrowserSessions#TRUSTED} ago.
   * Whoever asks also asks what has ended since.
   */
  Optional<Session> find(SecretHash cookie);

  /**
   * Tells that a session was used.
   *
   * @param session as it is from now on
   */
  void used(SecretHash cookie, Session session);

  /** Tells that sessions have ended. It may fail to reach anybody; the view of ends does not. */
  void ended(Collection<Session> sessions);
}
