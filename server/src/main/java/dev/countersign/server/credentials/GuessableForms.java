package dev.countersign.server.credentials;

import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Undoes what is done to a forbidden password to get it past a list.
 *
 * <ul>
 *   <li><em>Folding</em> drops case, accents, look-alike widths and invisible characters.
 *   <li>The <em>canonical</em> form puts characters that stand in for each other into one class
 *       ({@code @ 4 a}, {@code 1 ! | l i}, …). Words and passwords are compared in it, so an
 *       ambiguous stand-in needs no guessing. It keeps the length.
 *   <li><em>Trimming</em> drops what is not a letter from either end, every number of characters of
 *       it, because {@code pa55} ends in letters and {@code pass55} does not.
 *   <li>The <em>unit</em> of a repetition, also one cut short: {@code password} in {@code
 *       passwordpasswor}. Every period counts, and the unit may be trimmed again ({@code
 *       password1password1}).
 * </ul>
 *
 * Starts are cut by at most {@value #LEADING_MAX} characters each time and units are taken once, so
 * the number of candidates grows with the length of the password, not with its square.
 */
final class GuessableForms {
  private static final int LEADING_MAX = 8;
  private static final String STAND_INS = "@4^8({[<3691!|l0$57+2%";
  private static final String LETTERS_FOR = "aaabcccceggiiiiossttzx";
  private static final Pattern DROPPED = Pattern.compile("[\\p{M}\\p{Cf}]+");
  private static final List<String> WALKS =
      List.of(
          "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
          "0123456789012345678901234567890123456789",
          "1234567890qwertyuiopasdfghjklzxcvbnm1234567890qwertyuiop",
          "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p1qaz2wsx3edc4rfv");

  private GuessableForms() {}

  static String fold(String text) {
    String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
    return DROPPED.matcher(decomposed).replaceAll("").toLowerCase(Locale.ROOT);
  }

  static String canonical(String folded) {
    StringBuilder letters = new StringBuilder(folded);
    for (int at = 0; at < letters.length(); at++) {
      int standIn = STAND_INS.indexOf(letters.charAt(at));
      if (standIn >= 0) {
        letters.setCharAt(at, LETTERS_FOR.charAt(standIn));
      }
    }
    return letters.toString();
  }

  /** Whether a folded password is a word, a trimmed word, a repeated word, or these together. */
  static boolean comesFrom(String folded, Predicate<String> isCanonicalWord) {
    Set<String> seen = new HashSet<>();
    Deque<String> units = new ArrayDeque<>();
    for (String trimmed : trims(folded)) {
      if (seen.add(trimmed)) {
        String canonical = canonical(trimmed);
        if (isCanonicalWord.test(canonical)) {
          return true;
        }
        addUnits(units, trimmed, canonical);
      }
    }
    Set<String> seenUnits = new HashSet<>();
    return units.stream()
        .filter(seenUnits::add)
        .flatMap(unit -> trims(unit).stream())
        .filter(seen::add)
        .anyMatch(trimmed -> isCanonicalWord.test(canonical(trimmed)));
  }

  /** Whether it is one unit of fewer than some characters over and over. */
  static boolean repeats(String folded, int unitLength) {
    if (folded.length() <= unitLength) {
      return false;
    }
    return folded.length() - borders(folded)[folded.length() - 1] < unitLength;
  }

  /** Whether it runs along the alphabet, the digits or the keyboard, either way. */
  static boolean isWalk(String folded) {
    String backwards = new StringBuilder(folded).reverse().toString();
    return folded.length() > 3
        && WALKS.stream().anyMatch(walk -> walk.contains(folded) || walk.contains(backwards));
  }

  private static Set<String> trims(String text) {
    int first = 0;
    while (first < text.length() && !Character.isLetter(text.charAt(first))) {
      first++;
    }
    int last = text.length();
    while (last > 0 && !Character.isLetter(text.charAt(last - 1))) {
      last--;
    }
    Set<String> trims = new HashSet<>();
    for (int start = 0; start <= Math.min(first, LEADING_MAX); start++) {
      for (int end = text.length(); end >= last && end > start; end--) {
        trims.add(text.substring(start, end));
      }
    }
    return trims;
  }

  private static void addUnits(Deque<String> units, String text, String canonical) {
    if (canonical.isEmpty()) {
      return;
    }
    int[] borders = borders(canonical);
    for (int border = borders[canonical.length() - 1]; border > 0; border = borders[border - 1]) {
      units.add(text.substring(0, text.length() - border));
    }
  }

  /** For each prefix the length of its longest border: what it both begins and ends with. */
  private static int[] borders(String text) {
    int[] borders = new int[text.length()];
    for (int at = 1, length = 0; at < text.length(); at++) {
      while (length > 0 && text.charAt(at) != text.charAt(length)) {
        length = borders[length - 1];
      }
      if (text.charAt(at) == text.charAt(length)) {
        length++;
      }
      borders[at] = length;
    }
    return borders;
  }
}
