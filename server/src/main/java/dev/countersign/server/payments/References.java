package dev.countersign.server.payments;

import dev.countersign.api.PaymentReference;
import dev.countersign.api.ReferenceType;
import dev.countersign.server.platform.web.Fields;
import java.math.BigInteger;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a payment is for, as notes on it. */
final class References {
  private static final int VALUE_MAX = 140;
  private static final int END_TO_END_MAX = 35;
  private static final Pattern CREDITOR = Pattern.compile("RF[0-9]{2}[0-9A-Z]{1,21}");
  private static final BigInteger CHECK = BigInteger.valueOf(97);

  private References() {}

  static Map<String, String> read(Fields fields, List<? extends @Nullable PaymentReference> given) {
    Map<String, String> notes = new TreeMap<>();
    Set<ReferenceType> seen = EnumSet.noneOf(ReferenceType.class);
    for (int index = 0; index < given.size() && seen.size() == index; index++) {
      Fields item = Fields.ofItem("references", index);
      PaymentReference reference = given.get(index);
      ReferenceType type =
          item.present("type", reference == null ? null : reference.type()).orElse(null);
      if (type != null && reference != null) {
        if (!seen.add(type)) {
          item.fault("type", "repeated", "Give each type once.");
        }
        notes.putAll(Notes.ofReference(type, value(item, type, reference.value())));
      }
      fields.include(item);
    }
    return notes;
  }

  private static String value(Fields fields, ReferenceType type, @Nullable String value) {
    return switch (type) {
      case INVOICE, ORDER, CONTRACT, CUSTOMER -> fields.text("value", value, VALUE_MAX);
      case END_TO_END -> fields.text("value", value, END_TO_END_MAX);
      case CREDITOR ->
          fields
              .parsed(
                  "value",
                  value,
                  VALUE_MAX,
                  References::creditor,
                  "Give a creditor reference such as RF18539007547034.")
              .orElse("");
    };
  }

  // ISO 11649: with the first four characters moved to the end, and letters as two digits each, it
  // leaves 1 divided by 97.
  private static Optional<String> creditor(String text) {
    String plain = text.replace(" ", "").toUpperCase(Locale.ROOT);
    if (!CREDITOR.matcher(plain).matches()) {
      return Optional.empty();
    }
    StringBuilder digits = new StringBuilder();
    (plain.substring(4) + plain.substring(0, 4))
        .chars()
        .forEach(character -> digits.append(Character.digit(character, 36)));
    return new BigInteger(digits.toString()).mod(CHECK).equals(BigInteger.ONE)
        ? Optional.of(plain)
        : Optional.empty();
  }
}
