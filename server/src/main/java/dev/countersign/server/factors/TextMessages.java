package dev.countersign.server.factors;

import dev.countersign.server.platform.secret.Secret;

/** The way to somebody's telephone. Never inside a transaction: it may take seconds. */
interface TextMessages extends AutoCloseable {
  /** Whether there is a way at all. */
  boolean isOffered();

  /**
   * Sends a message.
   *
   * @param number in the form of E.164, {@code +420601234567}
   * @return false where nobody took it
   */
  boolean send(Secret number, Secret text);

  /** Lets go of what it holds open, with what is being sent. */
  @Override
  default void close() {}
}
