package dev.countersign.server.audit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.countersign.server.platform.id.TypedId;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets out of what is about to be recorded, at any depth of maps and lists.
 *
 * <p>A value goes by its name: names that contain {@code password}, {@code passphrase}, {@code
 * token}, {@code secret}, {@code key}, {@code ssn}, {@code authorization}, {@code cookie} or {@code
 * credential}, in any case and with any separators, and the names {@code otp}, {@code pin} and
 * {@code cvv}. Names that end in the word {@code id}, {@code ids}, {@code type}, {@code algorithm}
 * or {@code count} only point at or describe a secret and stay: {@code key_id}, {@code token_type}.
 * An {@code idempotency_key} is the client's own text and goes.
 *
 * <p>A value also goes by its form, whatever its name: a JSON Web Token, HTTP credentials, or a
 * private key in PEM form. What PostgreSQL cannot store in a text (U+0000, halves of surrogate
 * pairs) becomes U+FFFD, so that a hostile value cannot make a transaction fail.
 */
final class Redaction {
  static final String REDACTED = "***REDACTED***";

  private static final String REPLACEMENT = Matcher.quoteReplacement(REDACTED);

  private static final List<String> PARTS =
      List.of(
          "password",
          "passphrase",
          "token",
          "secret",
          "key",
          "ssn",
          "authorization",
          "cookie",
          "credential");
  private static final Set<String> WHOLE_NAMES = Set.of("otp", "pin", "cvv");
  private static final Set<String> DESCRIBING = Set.of("id", "ids", "type", "algorithm", "count");

  private static final Pattern WORD_BORDERS =
      Pattern.compile("[^\\p{L}\\p{N}]+|(?<=[a-z0-9])(?=[A-Z])");

  private static final Pattern SECRET_FORMS =
      Pattern.compile(
          "(?<![\\w-])eyJ[\\w-]{5,}\\.[\\w-]+(?:\\.[\\w-]*)*"
              + "|\\b(?:bearer|basic)\\s+[\\w.~+/=-]{8,}"
              + "|-----BEGIN [A-Z ]*PRIVATE KEY-----(?:.*?-----END [A-Z ]*PRIVATE KEY-----|.*)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  // The names of metadata are few, and those of a hostile sender push each other out.
  private static final Cache<String, Boolean> SECRET_NAMES =
      Caffeine.newBuilder().maximumSize(1_000).build();

  private Redaction() {}

  /** The metadata without secrets, in values that can be stored. */
  static Map<String, @Nullable Object> of(Map<?, ?> metadata) {
    Map<String, @Nullable Object> clean = LinkedHashMap.newLinkedHashMap(metadata.size());
    metadata.forEach((key, value) -> {
      String name = text(String.valueOf(key));
      clean.put(name, SECRET_NAMES.get(name, Redaction::isSecret) ? REDACTED : value(value));
    });
    return clean;
  }

  /** Personal details without secrets: sealed they may be, but nobody needs a password there. */
  static Map<String, String> ofTexts(Map<String, String> details) {
    Map<String, String> clean = LinkedHashMap.newLinkedHashMap(details.size());
    details.forEach((name, value) -> clean.put(name, isSecret(name) ? REDACTED : text(value)));
    return clean;
  }

  static @Nullable String ofText(@Nullable String value) {
    return value == null ? null : text(value);
  }

  private static @Nullable Object value(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Boolean truth -> truth;
      case Byte number -> number;
      case Short number -> number;
      case Integer number -> number;
      case Long number -> number;
      case BigInteger number -> number;
      case CharSequence text -> text(text.toString());
      case TypedId id -> id.text();
      case UUID id -> id.toString();
      case Instant time -> time.toString();
      case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT);
      case Map<?, ?> map -> of(map);
      case Collection<?> list -> {
        List<@Nullable Object> clean = new ArrayList<>(list.size());
        list.forEach(item -> clean.add(value(item)));
        yield clean;
      }
      default ->
          throw new IllegalArgumentException(
              "metadata holds ids, codes and counts, not a " + value.getClass().getName());
    };
  }

  static boolean isSecret(String name) {
    String joined = joined(name);
    if (WHOLE_NAMES.contains(joined)) {
      return true;
    }
    return PARTS.stream().anyMatch(joined::contains) && !DESCRIBING.contains(lastWord(name));
  }

  private static String joined(String name) {
    StringBuilder joined = new StringBuilder(name.length());
    name.codePoints()
        .filter(Character::isLetterOrDigit)
        .map(Character::toLowerCase)
        .forEach(joined::appendCodePoint);
    return joined.toString();
  }

  private static String lastWord(String name) {
    String[] words = WORD_BORDERS.split(name, -1);
    return words[words.length - 1].toLowerCase(Locale.ROOT);
  }

  private static String text(String text) {
    String storable = isStorable(text) ? text : storable(text);
    return mayHoldSecret(storable)
        ? SECRET_FORMS.matcher(storable).replaceAll(REPLACEMENT)
        : storable;
  }

  // Every payment passes here several times, and ids have none of the forms: whether one of them
  // begins anywhere is told at a tenth of the cost of looking for them.
  private static boolean mayHoldSecret(String text) {
    for (int at = 0; at < text.length(); at++) {
      boolean begins =
          switch (text.charAt(at)) {
            case 'e', 'E' -> begins(text, at, "eyJ");
            case 'b', 'B' -> begins(text, at, "bearer") || begins(text, at, "basic");
            case '-' -> begins(text, at, "-----BEGIN ");
            default -> false;
          };
      if (begins) {
        return true;
      }
    }
    return false;
  }

  private static boolean begins(String text, int at, String form) {
    return text.regionMatches(true, at, form, 0, form.length());
  }

  private static boolean isStorable(String text) {
    for (int at = 0; at < text.length(); at++) {
      char unit = text.charAt(at);
      if (unit == 0 || Character.isSurrogate(unit)) {
        return false;
      }
    }
    return true;
  }

  private static String storable(String text) {
    StringBuilder storable = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> point == 0 || isHalfPair(point) ? 0xFFFD : point)
        .forEach(storable::appendCodePoint);
    return storable.toString();
  }

  private static boolean isHalfPair(int point) {
    return point <= Character.MAX_VALUE && Character.isSurrogate((char) point);
  }
}
