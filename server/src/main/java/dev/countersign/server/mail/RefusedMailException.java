package dev.countersign.server.mail;

import java.io.IOException;

/** The mail server will not take this message, now or later. */
final class RefusedMailException extends IOException {
  private static final long serialVersionUID = 1L;

  RefusedMailException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
