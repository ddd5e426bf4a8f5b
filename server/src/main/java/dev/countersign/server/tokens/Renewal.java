package dev.countersign.server.tokens;

/** What presenting a refresh token came to. */
public sealed interface Renewal {
  /** It was good, and is spent now. */
  record Renewed(IssuedTokens tokens) implements Renewal {}

  /** It was spent a moment ago by the same device, and gets the same pair again. */
  record Repeated(IssuedTokens tokens) implements Renewal {}

  /** It was spent before: two hold it, and one of them should not. */
  record Reused() implements Renewal {}

  /** Nothing is known of it. */
  record Unknown() implements Renewal {}
}
