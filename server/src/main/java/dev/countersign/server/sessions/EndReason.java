package dev.countersign.server.sessions;

import java.util.Locale;

/** Why a session ended before its time. */
public enum EndReason {
  /** Its owner signed out. */
  LOGOUT,
  /** Its owner may not act any more. */
  USER_DISABLED;

  /** The name in the store and in audit. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
