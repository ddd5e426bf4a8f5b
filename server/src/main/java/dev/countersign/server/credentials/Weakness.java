package dev.countersign.server.credentials;

/** Why a password is not accepted. The wire name is stable. */
public enum Weakness {
  NOT_TEXT("not_text", "Use characters that are valid Unicode text."),
  TOO_SHORT(
      "too_short",
      "Use at least " + PasswordPolicy.CHARACTERS_MIN + " characters; a few words are a good way."),
  TOO_LONG("too_long", "Use at most " + PasswordText.CHARACTERS_MAX + " characters."),
  COMMON("common", "This is a commonly used password, or one with little changed or added."),
  PREDICTABLE("predictable", "This repeats itself or follows the keyboard or the alphabet."),
  PERSONAL("personal", "This is made of your name, your address or the name of this service.");

  private final String wireName;
  private final String message;

  Weakness(String wireName, String message) {
    this.wireName = wireName;
    this.message = message;
  }

  public String wireName() {
    return wireName;
  }

  /** What to do about it, in a sentence. */
  public String message() {
    return message;
  }
}
