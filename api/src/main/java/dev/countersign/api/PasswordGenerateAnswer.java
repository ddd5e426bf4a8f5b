package dev.countersign.api;

/**
 * A password nobody has.
 *
 * @param password none of its characters is easily taken for another
 */
public record PasswordGenerateAnswer(String password) {
  @Override
  public String toString() {
    return "PasswordGenerateAnswer[password=[REDACTED]]";
  }
}
