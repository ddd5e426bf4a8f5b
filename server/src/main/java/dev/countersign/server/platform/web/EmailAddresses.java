package dev.countersign.server.platform.web;

import java.net.IDN;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an e-mail address looks like here: a narrow reading of RFC 5321. Before the @ letters,
 * digits and {@code . _ % + -}, with no dot at either end or beside another; after it a domain name
 * with a top level. Quoted names, addresses of hosts and names without a dot are refused.
 */
public final class EmailAddresses {
  private static final int LOCAL_MAX = 64;
  private static final Pattern LOCAL = Pattern.compile("[a-zA-Z0-9_%+-]+(?:\\.[a-zA-Z0-9_%+-]+)*");
  private static final Pattern DOMAIN =
      Pattern.compile(
          "(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\\.)+"
              + "(?:[a-zA-Z]{2,63}|[xX][nN]--[a-zA-Z0-9-]{1,58}[a-zA-Z0-9])");

  /**
   * Letters that older software writes as others (ß as ss): which domain is meant cannot be known.
   */
  private static final Pattern AMBIGUOUS = Pattern.compile("[\\u00DF\\u1E9E\\u03C2\\u200C\\u200D]");

  private EmailAddresses() {}

  /** Whether text is an address, written with ASCII alone. */
  public static boolean isValid(String text) {
    int at = text.lastIndexOf('@');
    return text.length() <= TextRules.EMAIL_MAX
        && at > 0
        && at <= LOCAL_MAX
        && LOCAL.matcher(text.substring(0, at)).matches()
        && DOMAIN.matcher(text.substring(at + 1)).matches();
  }

  /**
   * The same address with its domain in ASCII (RFC 5890's A-labels), the form in which look-alikes
   * can be told apart; empty where that cannot be said.
   */
  public static Optional<String> inAscii(String text) {
    int at = text.lastIndexOf('@');
    String domain = text.substring(at + 1);
    if (domain.chars().allMatch(unit -> unit < 0x80)) {
      return Optional.of(text);
    }
    if (text.length() > TextRules.EMAIL_MAX || AMBIGUOUS.matcher(domain).find()) {
      return Optional.empty();
    }
    try {
      return Optional.of(text.substring(0, at + 1) + IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES));
    } catch (IllegalArgumentException noDomain) {
      return Optional.empty();
    }
  }
}
