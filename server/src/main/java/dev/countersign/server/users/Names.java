package dev.countersign.server.users;

import java.text.Normalizer;
import java.util.Locale;

/** The one spelling of a name by which people are found and told apart. */
final class Names {
  private Names() {}

  static String folded(String name) {
    return Normalizer.normalize(name.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }
}
