package dev.countersign.server.platform.problem;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The body went on beyond its limit; thrown while it is read. */
public final class BodyTooLargeException extends IOException {
  private static final long serialVersionUID = 1L;

  public BodyTooLargeException(long bytesMax) {
    super("the body is longer than " + bytesMax + " bytes");
  }

  static boolean in(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BodyTooLargeException) {
        return true;
      }
    }
    return false;
  }
}
