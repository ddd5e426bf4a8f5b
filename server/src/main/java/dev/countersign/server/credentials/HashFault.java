package dev.countersign.server.credentials;

import java.util.Locale;

/** Why a hash that another system made cannot be taken over. The wire name is stable. */
public enum HashFault {
  UNSUPPORTED_HASH(
      "This kind of hash is not taken over. Supported are bcrypt ($2a$, $2b$, $2y$), PBKDF2"
          + " (Django, Werkzeug, Spring, passlib), scrypt (Werkzeug, Spring) and Argon2."),
  UNSAFE_HASH(
      "This is a password in the clear or a hash that takes no work to try. Leave it out; the"
          + " person sets a new one by a reset."),
  MALFORMED_HASH("The hash is of a known kind but cannot be read. Was it cut?"),
  COSTLY_HASH(
      "Checking this hash would take more time or memory than one sign-in may. Leave it out; the"
          + " person sets a new one by a reset.");

  private final String message;

  HashFault(String message) {
    this.message = message;
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The same in a sentence. */
  public String message() {
    return message;
  }
}
