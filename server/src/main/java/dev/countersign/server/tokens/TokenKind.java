package dev.countersign.server.tokens;

import java.util.Locale;

/**
 * What a token is for. Kind is told by header type and by audience, so neither passes as the other.
 */
public enum TokenKind {
  /** Bears requests; RFC 9068's type. */
  ACCESS("at+jwt"),
  /** Is exchanged, once, for new tokens. */
  REFRESH("rt+jwt"),
  /** Lets a payee draw on a payer's account, and opens nothing. */
  MANDATE("mandate+jwt");

  private final String headerType;

  TokenKind(String headerType) {
    this.headerType = headerType;
  }

  /** The name in audit. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The header's {@code typ}. */
  String headerType() {
    return headerType;
  }
}
