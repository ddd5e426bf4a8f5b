package dev.countersign.server.platform.web;

import dev.countersign.api.Problem.FieldError;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.secret.Secret;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one request and collects every fault, so that a caller hears of all of them
 * together.
 *
 * <p>Text is stripped and never cut: what is too long is refused. A faulty field reads as empty, so
 * nothing read may be used before {@link #verify()} has returned.
 */
public final class Fields {
  private final List<FieldError> faults = new ArrayList<>();
  private final String prefix;

  public Fields() {
    this("");
  }

  private Fields(String prefix) {
    this.prefix = prefix;
  }

  /** The fields of one item of a list, named {@code items[3].amount}; ask it for its own faults. */
  public static Fields ofItem(String list, int index) {
    return new Fields(list + "[" + index + "].");
  }

  /** Reads what was found sound before it was stored; a fault now is a bug. */
  public static <T> T ofStored(String what, Function<Fields, T> reader) {
    Fields fields = new Fields();
    T read = reader.apply(fields);
    if (!fields.faults.isEmpty()) {
      throw new IllegalStateException(what + " in the store is at fault: " + fields.faults);
    }
    return read;
  }

  /** Refuses the request when any field read so far is at fault. */
  public void verify() {
    if (!faults.isEmpty()) {
      throw ProblemException.invalid(faults);
    }
  }

  public List<FieldError> faults() {
    return List.copyOf(faults);
  }

  /** Takes over the faults of an item. */
  public void include(Fields item) {
    faults.addAll(item.faults);
  }

  /** Names a fault found by a rule of the feature's own. */
  public void fault(String field, String code, String message) {
    faults.add(new FieldError(prefix + field, code, message));
  }

  /** An e-mail address, stripped, with its domain in ASCII. */
  public String email(String field, @Nullable String value) {
    return matching(field, value, TextRules.EMAIL_MAX)
        .map(text -> EmailAddresses.inAscii(text).orElse(""))
        .filter(text ->
            holds(
                TextRules.isEmail(text),
                field,
                "not_an_email",
                "Give an e-mail address with only letters a to z, digits and . _ % + - before the"
                    + " @, and a domain name after it."))
        .orElse("");
  }

  /** A username, or empty where there is none. */
  public Optional<String> optionalUsername(String field, @Nullable String value) {
    return value == null ? Optional.empty() : Optional.of(username(field, value));
  }

  /** A username, stripped, in Unicode's compatibility form. */
  public String username(String field, @Nullable String value) {
    return matching(field, value, TextRules.USERNAME_MAX)
        .map(text -> Normalizer.normalize(text, Normalizer.Form.NFKC))
        .filter(text ->
            holds(
                TextRules.isUsername(text),
                field,
                "not_a_username",
                "Give 3 to 50 letters a to z, digits, dashes or underscores, not in the form of an"
                    + " id."))
        .orElse("");
  }

  /** An http or https URL, stripped. */
  public String url(String field, @Nullable String value) {
    return matching(field, value, TextRules.URL_MAX)
        .filter(text ->
            holds(TextRules.isUrl(text), field, "not_a_url", "Give an http or https address."))
        .orElse("");
  }

  /** One line of text with something in it, stripped, of at most so many characters. */
  public String text(String field, @Nullable String value, int charactersMax) {
    return matching(field, value, charactersMax).orElse("");
  }

  /** The same, or empty where there is none. */
  public Optional<String> optionalText(String field, @Nullable String value, int charactersMax) {
    return value == null ? Optional.empty() : Optional.of(text(field, value, charactersMax));
  }

  /** A password or token: taken as it stands, spaces included. */
  public Secret secret(String field, @Nullable String value, int charactersMax) {
    if (value == null || value.isEmpty()) {
      required(field);
    } else if (value.codePointCount(0, value.length()) > charactersMax) {
      tooLong(field, charactersMax);
    } else if (!TextRules.isStorable(value)) {
      unstorable(field);
    } else {
      return Secret.of(value);
    }
    return Secret.of("");
  }

  /** A value in a form that the given reader knows; the reader answers empty for any other. */
  public <T> Optional<T> parsed(
      String field,
      @Nullable String value,
      int charactersMax,
      Function<String, Optional<T>> reader,
      String message) {
    return matching(field, value, charactersMax)
        .flatMap(text -> {
          Optional<T> read = reader.apply(text);
          holds(read.isPresent(), field, "malformed", message);
          return read;
        });
  }

  /** A value that must be there at all. */
  public <T> Optional<T> present(String field, @Nullable T value) {
    if (value == null) {
      required(field);
    }
    return Optional.ofNullable(value);
  }

  private Optional<String> matching(String field, @Nullable String value, int charactersMax) {
    String text = value == null ? "" : value.strip();
    if (text.isEmpty()) {
      required(field);
    } else if (text.codePointCount(0, text.length()) > charactersMax) {
      tooLong(field, charactersMax);
    } else if (!TextRules.isStorable(text) || !TextRules.isOneLine(text)) {
      unstorable(field);
    } else {
      return Optional.of(text);
    }
    return Optional.empty();
  }

  private boolean holds(boolean rule, String field, String code, String message) {
    if (!rule) {
      fault(field, code, message);
    }
    return rule;
  }

  private void required(String field) {
    fault(field, "required", "This field is needed.");
  }

  private void tooLong(String field, int charactersMax) {
    fault(field, "too_long", "Give at most " + charactersMax + " characters.");
  }

  private void unstorable(String field) {
    fault(field, "control_characters", "Leave out control characters.");
  }
}
