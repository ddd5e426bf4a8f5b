package dev.countersign.server.platform.health;

/** What a check found, as a sentence that everybody may read. */
public final class UnhealthyException extends Exception {
  private static final long serialVersionUID = 1L;

  public UnhealthyException(String sentence) {
    super(sentence, null, false, false);
  }

  /** The sentence. */
  public String sentence() {
    String sentence = getMessage();
    return sentence == null ? "" : sentence;
  }
}
