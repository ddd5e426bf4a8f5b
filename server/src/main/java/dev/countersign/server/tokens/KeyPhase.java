package dev.countersign.server.tokens;

import java.util.Locale;

/** Where a signing key is in its life. One that is gone has no row any more. */
enum KeyPhase {
  /** Published, so that everybody has it by the time it signs. */
  ANNOUNCED,
  /** Signs. */
  ACTIVE,
  /** Signs no more; what it signed is good until it expires. */
  RETIRED,
  /** Lost, or taken back: nothing it signed is good. */
  REVOKED;

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static KeyPhase ofWireName(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
