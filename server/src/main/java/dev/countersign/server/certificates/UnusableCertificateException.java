package dev.countersign.server.certificates;

import org.jspecify.annotations.Nullable;

/** A certificate and key that nobody can be served with. The message says why, to the operator. */
final class UnusableCertificateException extends Exception {
  private static final long serialVersionUID = 1L;

  UnusableCertificateException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
