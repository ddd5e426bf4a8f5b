package dev.countersign.cli;

import java.util.Locale;

/** Names as people read them. */
final class Words {
  private Words() {}

  static String of(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
