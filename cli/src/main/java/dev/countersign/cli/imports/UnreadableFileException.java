package dev.countersign.cli.imports;

/** A file as a whole is not what it was said to be; the message says why. */
public final class UnreadableFileException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnreadableFileException(String message) {
    super(message);
  }
}
