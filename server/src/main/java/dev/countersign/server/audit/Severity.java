package dev.countersign.server.audit;

import java.util.Locale;

/** How much an event matters. */
public enum Severity {
  INFO,
  WARNING,
  ERROR,
  CRITICAL;

  /** The name on the wire and in the store. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
