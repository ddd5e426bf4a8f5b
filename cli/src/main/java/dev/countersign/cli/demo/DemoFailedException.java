package dev.countersign.cli.demo;

import org.jspecify.annotations.Nullable;

/** The demo cannot go on; the message says why, in a sentence for people. */
public final class DemoFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DemoFailedException(String message) {
    this(message, null);
  }

  DemoFailedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
