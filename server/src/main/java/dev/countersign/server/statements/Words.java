package dev.countersign.server.statements;

import java.util.Locale;

/** Names of the program in the form of people's words. */
final class Words {
  private Words() {}

  /** A constant's name as the beginning of a sentence. */
  static String of(String constant) {
    return constant.charAt(0) + constant.substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
