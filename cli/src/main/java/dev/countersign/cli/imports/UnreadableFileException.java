package dev.countersign.cli.imports;

/** A file as a whole is not what it was said to be; the message says why. */
public final class UnreadableFileException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String sentence;

  UnreadableFileException(String sentence) {
    super(sentence);
    this.sentence = sentence;
  }

  /** Why, for the person at the terminal. */
  public String sentence() {
    return sentence;
  }
}
