package dev.countersign.server.sessions;

import java.util.Locale;

/** Why a session ended before its time. */
public enum EndReason {
  /** Its owner signed out. */
  LOGOUT("Signed out"),
  /** Its owner ended it from another session. */
  ENDED_BY_OWNER("Ended by its owner"),
  /** An administrator ended it. */
  ENDED_BY_ADMINISTRATOR("Ended by an administrator"),
  /** Its owner may not act any more. */
  USER_DISABLED("Account disabled"),
  /** Its owner has another password. */
  PASSWORD_CHANGED("Password changed"),
  /** Its owner signed in once more than sessions may be active. */
  MAXIMUM_SESSIONS_EXCEEDED("Maximum sessions exceeded"),
  /** It was to be renewed from another device. */
  DEVICE_MISMATCH("Device verification failed"),
  /** One of its refresh tokens was presented again, so somebody else may hold it. */
  REFRESH_TOKEN_REUSED("Refresh token presented twice"),
  /** Its refresh token was revoked, by whoever holds it or a client. */
  TOKEN_REVOKED("Token revoked");

  private final String sentence;

  EndReason(String sentence) {
    this.sentence = sentence;
  }

  /** The name in the store and in audit. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The same for a reader. */
  public String sentence() {
    return sentence;
  }
}
