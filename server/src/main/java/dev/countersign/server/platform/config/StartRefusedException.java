package dev.countersign.server.platform.config;

import org.jspecify.annotations.Nullable;

/**
 * The service cannot start like this. The message is for the person at the terminal: what is wrong
 * and what to do, without secrets.
 */
public final class StartRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StartRefusedException(String message) {
    this(message, null);
  }

  public StartRefusedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
