package dev.countersign.server.users;

import dev.countersign.server.platform.web.EmailAddresses;
import java.text.Normalizer;
import java.util.Locale;

/** The spellings by which people are found and told apart. */
final class Names {
  private Names() {}

  /** The one spelling of a username. */
  static String folded(String name) {
    return Normalizer.normalize(name.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }

  /** The one spelling of an address, its domain in ASCII. */
  static String foldedEmail(String address) {
    String folded = folded(address);
    return EmailAddresses.inAscii(folded).orElse(folded);
  }

  /**
   * The same for all usernames that look alike: a skeleton as Unicode's UTS #39 §4 has it. Of its
   * table of confusable characters these are the ones that a username may hold. A capital I is
   * undone before case is, for it looks like an l and a small one does not.
   */
  static String skeleton(String name) {
    return folded(name.replace('I', 'l')).replace('0', 'o').replace('1', 'l').replace("m", "rn");
  }
}
