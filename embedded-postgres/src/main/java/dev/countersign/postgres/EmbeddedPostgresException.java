package dev.countersign.postgres;

import org.jspecify.annotations.Nullable;

/// The embedded database could not be started, reached or stopped. The message is a sentence for
/// the person at the terminal and says what to do.
public class EmbeddedPostgresException extends RuntimeException {

  EmbeddedPostgresException(String message) {
    this(message, null);
  }

  EmbeddedPostgresException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
