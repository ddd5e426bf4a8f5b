package dev.countersign.server.platform.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** What text must look like to be let in. Every rule is a full match on stripped text. */
public final class TextRules {
  public static final int EMAIL_MAX = 254;
  public static final int USERNAME_MIN = 3;
  public static final int USERNAME_MAX = 50;
  public static final int URL_MAX = 2048;

  private static final Pattern USERNAME = Pattern.compile("[a-zA-Z0-9_-]*");

  /** A username of this look could not be told from an id where either is accepted. */
  private static final Pattern TYPED_ID = Pattern.compile("[a-z]{3}_[0-9a-z]{26}");

  private TextRules() {}

  public static boolean isEmail(String text) {
    return EmailAddresses.isValid(text);
  }

  public static boolean isUsername(String text) {
    return text.length() >= USERNAME_MIN
        && text.length() <= USERNAME_MAX
        && USERNAME.matcher(text).matches()
        && !TYPED_ID.matcher(text).matches();
  }

  /** An http or https URL with a host part; whatever cannot be parsed is none. */
  public static boolean isUrl(String text) {
    if (text.length() > URL_MAX) {
      return false;
    }
    try {
      URI uri = new URI(text);
      String scheme = uri.getScheme();
      String authority = uri.getRawAuthority();
      return ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))
          && authority != null
          && !authority.isEmpty();
    } catch (URISyntaxException unparsable) {
      return false;
    }
  }

  /**
   * Whether every character can be stored and shown: no NUL (PostgreSQL's text refuses it), no half
   * of a surrogate pair (UTF-8 has no form for it), no other control character but tab and line
   * ends.
   */
  public static boolean isStorable(String text) {
    return text.codePoints().allMatch(TextRules::isStorable);
  }

  private static boolean isStorable(int codePoint) {
    if (codePoint == '\t' || codePoint == '\n' || codePoint == '\r') {
      return true;
    }
    int type = Character.getType(codePoint);
    return type != Character.CONTROL && type != Character.SURROGATE;
  }

  /** Text without line breaks. */
  public static boolean isOneLine(String text) {
    return text.codePoints().noneMatch(Character::isISOControl);
  }
}
