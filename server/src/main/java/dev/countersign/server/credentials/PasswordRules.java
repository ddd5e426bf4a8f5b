package dev.countersign.server.credentials;

import dev.countersign.server.credentials.PasswordPolicy.Composition;
import dev.countersign.server.credentials.Weakness.Kind;
import dev.countersign.server.platform.secret.Secret;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Judges a password by what can be seen of it: no store and no network. What stands on a blocklist
 * is the whole password after undoing what people do to a forbidden one to get it past.
 */
final class PasswordRules {
  private static final String SERVICE = "countersign";
  private static final int PERSONAL_WORD_MIN = 4;
  private static final int CONTAINED_WORD_MIN = 3;
  private static final int UNIT_MIN = 4;
  private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern TRAILING_DIGITS = Pattern.compile("\\p{N}+$");

  private final Set<String> common;

  /** Rules with a list of common passwords, one a line. */
  PasswordRules(Collection<String> commonPasswords) {
    Set<String> canonical = HashSet.newHashSet(commonPasswords.size());
    for (String password : commonPasswords) {
      canonical.add(GuessableForms.canonical(GuessableForms.fold(password)));
    }
    this.common = Set.copyOf(canonical);
  }

  PasswordValidation judge(PasswordPolicy policy, Secret password, PasswordOwner owner) {
    int lengthMax = policy.length().max();
    // Looked at before normalising, which costs time in proportion to it.
    if (password.reveal().length() > 4 * PasswordText.CHARACTERS_MAX) {
      return outright(tooLong(lengthMax));
    }
    String text = PasswordText.normalized(password);
    if (!PasswordText.isText(text)) {
      return outright(Weakness.of(Kind.NOT_TEXT, "Use characters that are valid Unicode text."));
    }
    if (PasswordText.characters(text) > PasswordText.CHARACTERS_MAX) {
      return outright(tooLong(lengthMax));
    }
    Composition composition = policy.composition();
    Characters characters = Characters.of(text, composition.specialCharacters());
    List<Weakness> errors = new ArrayList<>();
    if (characters.length() > lengthMax) {
      errors.add(tooLong(lengthMax));
    }
    addIfShort(errors, characters, policy.length().minFor(owner));
    addMissingKinds(errors, characters, composition);
    addRuns(errors, text, policy);
    addBlocked(errors, text, policy, owner);
    BigDecimal entropy = Characters.entropyBits(text, composition.specialCharacters());
    return new PasswordValidation(
        errors, warnings(policy, characters, entropy), entropy, characters.diversity());
  }

  private static PasswordValidation outright(Weakness error) {
    BigDecimal nothing = BigDecimal.ZERO.setScale(2);
    return new PasswordValidation(List.of(error), List.of(), nothing, nothing);
  }

  private static Weakness tooLong(int max) {
    return Weakness.of(Kind.TOO_LONG, "Use at most " + max + " characters.");
  }

  private static void addIfShort(List<Weakness> errors, Characters characters, int min) {
    if (characters.length() < min) {
      errors.add(
          Weakness.of(
              Kind.TOO_SHORT, "Use at least " + min + " characters; a few words are a good way."));
    }
  }

  private static void addMissingKinds(
      List<Weakness> errors, Characters characters, Composition wanted) {
    addIfFew(errors, characters.uppercase(), wanted.uppercase(), Kind.NO_UPPERCASE, "capital");
    addIfFew(errors, characters.lowercase(), wanted.lowercase(), Kind.NO_LOWERCASE, "small");
    if (characters.digits() < wanted.digits()) {
      errors.add(Weakness.of(Kind.NO_DIGIT, "Use at least " + counted(wanted.digits(), "digit")));
    }
    if (characters.special() < wanted.special()) {
      errors.add(
          Weakness.of(
              Kind.NO_SPECIAL,
              "Use at least %d of %s".formatted(wanted.special(), wanted.specialCharacters())));
    }
  }

  private static void addIfFew(
      List<Weakness> errors, int found, int wanted, Kind kind, String size) {
    if (found < wanted) {
      errors.add(Weakness.of(kind, "Use at least " + counted(wanted, size + " letter")));
    }
  }

  private static String counted(int number, String what) {
    return number + " " + what + (number == 1 ? "." : "s.");
  }

  private static void addRuns(List<Weakness> errors, String text, PasswordPolicy policy) {
    if (policy.refused().sequences() && Characters.hasSequence(text)) {
      errors.add(
          Weakness.of(
              Kind.SEQUENCE, "Leave out characters that follow each other, such as abc or 321."));
    }
    int repeatsMax = policy.refused().repeatsMax();
    if (repeatsMax > 0 && Characters.longestRepeat(text) > repeatsMax) {
      errors.add(
          Weakness.of(
              Kind.REPEATED,
              "Use the same character at most %d times in a row.".formatted(repeatsMax)));
    }
  }

  private void addBlocked(
      List<Weakness> errors, String text, PasswordPolicy policy, PasswordOwner owner) {
    String folded = GuessableForms.fold(text);
    boolean refusesCommon = policy.refused().common();
    if (refusesCommon && GuessableForms.comesFrom(folded, common::contains)) {
      errors.add(
          Weakness.of(
              Kind.COMMON,
              "This is a commonly used password, or one with little changed or added."));
    } else if (isPersonal(folded, text, policy.refused().personalWords(), owner)) {
      errors.add(
          Weakness.of(
              Kind.PERSONAL,
              "This is made of your name, your address or the name of this service."));
    } else if (refusesCommon
        && (GuessableForms.repeats(folded, UNIT_MIN) || GuessableForms.isWalk(folded))) {
      errors.add(
          Weakness.of(
              Kind.PREDICTABLE, "This repeats itself or follows the keyboard or the alphabet."));
    }
  }

  private static boolean isPersonal(
      String folded, String text, PasswordPolicy.PersonalWords words, PasswordOwner owner) {
    return switch (words) {
      case ALLOWED -> false;
      case WHOLE -> GuessableForms.comesFrom(folded, personalWords(owner.names())::contains);
      case CONTAINED ->
          containsName(text, owner.names())
              || GuessableForms.comesFrom(folded, personalWords(owner.names())::contains);
    };
  }

  // A name of one or two characters stands in most passwords without being meant.
  private static boolean containsName(String text, List<String> names) {
    String lowered = text.toLowerCase(Locale.ROOT);
    String folded = GuessableForms.fold(text);
    return names.stream()
        .map(name -> name.contains("@") ? name.substring(0, name.indexOf('@')) : name)
        .map(name -> name.strip().toLowerCase(Locale.ROOT))
        .filter(name -> name.length() >= CONTAINED_WORD_MIN)
        .anyMatch(name -> lowered.contains(name) || containsFolded(folded, name));
  }

  private static boolean containsFolded(String folded, String name) {
    String foldedName = GuessableForms.fold(name);
    return foldedName.length() >= CONTAINED_WORD_MIN && folded.contains(foldedName);
  }

  private static List<Weakness> warnings(
      PasswordPolicy policy, Characters characters, BigDecimal entropy) {
    List<Weakness> warnings = new ArrayList<>();
    if (characters.length() < policy.length().recommended()) {
      warnings.add(
          Weakness.of(
              Kind.SHORTER_THAN_RECOMMENDED,
              "%d characters or more are recommended.".formatted(policy.length().recommended())));
    }
    if (entropy.compareTo(BigDecimal.valueOf(policy.entropyWarningBits())) < 0) {
      warnings.add(
          Weakness.of(Kind.LOW_ENTROPY, "A longer or more varied password is harder to guess."));
    }
    return warnings;
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
