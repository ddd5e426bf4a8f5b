package dev.countersign.server.credentials;

/** Knows passwords that leaked elsewhere, by their SHA-1. Thread-safe. */
interface BreachSource extends AutoCloseable {
  /** What looking a password up came to. */
  enum Answer {
    LISTED,
    NOT_LISTED,
    /** It could not be looked up now. */
    UNKNOWN
  }

  /**
   * Looks a password up.
   *
   * @param sha1 40 hexadecimal digits in capitals
   */
  Answer ask(String sha1);

  /** Lets go of what it holds open, with what is being asked. */
  @Override
  default void close() {}
}
