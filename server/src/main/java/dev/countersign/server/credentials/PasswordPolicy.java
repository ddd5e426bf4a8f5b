package dev.countersign.server.credentials;

import dev.countersign.server.platform.secret.Secret;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which passwords are accepted: NIST SP 800-63B-4 §3.1.1. Length and a blocklist, no rules on kinds
 * of characters. What stands on the blocklist is the whole password, never a part of it, after
 * undoing what people do to a forbidden one to get it past.
 */
public final class PasswordPolicy {
  /** The fewest characters where the password is the only factor. */
  public static final int CHARACTERS_MIN = 15;

  private static final String SERVICE = "countersign";
  private static final int PERSONAL_WORD_MIN = 4;
  private static final int UNIT_MIN = 4;
  private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern TRAILING_DIGITS = Pattern.compile("\\p{N}+$");

  private final Set<String> common;

  /** A policy with a list of common passwords, one a line. */
  PasswordPolicy(Collection<String> commonPasswords) {
    Set<String> canonical = HashSet.newHashSet(commonPasswords.size());
    for (String password : commonPasswords) {
      canonical.add(GuessableForms.canonical(GuessableForms.fold(password)));
    }
    this.common = Set.copyOf(canonical);
  }

  /**
   * What is wrong with a password; empty where it is accepted.
   *
   * @param about what its owner is known by: username, e-mail address
   */
  public List<Weakness> weaknesses(Secret password, Collection<String> about) {
    if (password.reveal().length() > 4 * PasswordText.CHARACTERS_MAX) {
      return List.of(Weakness.TOO_LONG);
    }
    String text = PasswordText.normalized(password);
    if (!PasswordText.isText(text)) {
      return List.of(Weakness.NOT_TEXT);
    }
    if (PasswordText.characters(text) > PasswordText.CHARACTERS_MAX) {
      return List.of(Weakness.TOO_LONG);
    }
    EnumSet<Weakness> found = EnumSet.noneOf(Weakness.class);
    if (PasswordText.characters(text) < CHARACTERS_MIN) {
      found.add(Weakness.TOO_SHORT);
    }
    String folded = GuessableForms.fold(text);
    if (GuessableForms.comesFrom(folded, common::contains)) {
      found.add(Weakness.COMMON);
    } else if (GuessableForms.comesFrom(folded, personalWords(about)::contains)) {
      found.add(Weakness.PERSONAL);
    } else if (GuessableForms.repeats(folded, UNIT_MIN) || GuessableForms.isWalk(folded)) {
      found.add(Weakness.PREDICTABLE);
    }
    return new ArrayList<>(found);
  }

  private static Set<String> personalWords(Collection<String> about) {
    Set<String> words = new HashSet<>();
    addWord(words, SERVICE);
    for (String text : about) {
      String folded = GuessableForms.fold(text);
      addWord(words, folded);
      addWord(words, SEPARATORS.matcher(folded).replaceAll(""));
      for (String part : SEPARATORS.splitAsStream(folded).toList()) {
        addWord(words, part);
        addWord(words, TRAILING_DIGITS.matcher(part).replaceAll(""));
      }
    }
    return words;
  }

  private static void addWord(Set<String> words, String word) {
    if (word.length() >= PERSONAL_WORD_MIN) {
      words.add(GuessableForms.canonical(word));
    }
  }
}
