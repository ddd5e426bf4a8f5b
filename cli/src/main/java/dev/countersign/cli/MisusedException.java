package dev.countersign.cli;

/** Something the command needs was not given; the message says what. */
final class MisusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  MisusedException(String message) {
    super(message);
  }
}
