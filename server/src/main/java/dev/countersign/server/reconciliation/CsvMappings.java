package dev.countersign.server.reconciliation;

import dev.countersign.server.platform.web.Fields;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what the columns of a CSV file are said to be. */
final class CsvMappings {
  private static final int TEXT_MAX = 100;
  private static final Map<String, Charset> CHARSETS =
      Map.of(
          "UTF-8", StandardCharsets.UTF_8,
          "ISO-8859-1", StandardCharsets.ISO_8859_1,
          "ISO-8859-2", Charset.forName("ISO-8859-2"),
          "windows-1250", Charset.forName("windows-1250"),
          "windows-1252", Charset.forName("windows-1252"));

  private CsvMappings() {}

  /** As it came. */
  record Declared(
      @Nullable String date,
      @Nullable String amount,
      @Nullable String reference,
      @Nullable String counterparty,
      @Nullable String details,
      String dateFormat,
      String delimiter,
      String decimal,
      String charset) {}

  static CsvMapping read(Declared declared) {
    Fields fields = new Fields();
    String date = fields.text("date_column", declared.date(), TEXT_MAX);
    String amount = fields.text("amount_column", declared.amount(), TEXT_MAX);
    String reference =
        fields.optionalText("reference_column", declared.reference(), TEXT_MAX).orElse(null);
    String counterparty =
        fields.optionalText("counterparty_column", declared.counterparty(), TEXT_MAX).orElse(null);
    String details =
        fields.optionalText("details_column", declared.details(), TEXT_MAX).orElse(null);
    Optional<DateTimeFormatter> format =
        fields.parsed(
            "date_format",
            declared.dateFormat(),
            TEXT_MAX,
            CsvMappings::format,
            "Give a pattern of d, M and u or y, such as dd.MM.yyyy.");
    Optional<Charset> charset =
        fields.parsed(
            "charset",
            declared.charset(),
            TEXT_MAX,
            name -> Optional.ofNullable(CHARSETS.get(name)),
            "Give one of " + String.join(", ", CHARSETS.keySet().stream().sorted().toList()) + ".");
    one(fields, "delimiter", declared.delimiter(), ",;|\t");
    one(fields, "decimal", declared.decimal(), ".,");
    fields.verify();
    return new CsvMapping(
        date,
        amount,
        reference,
        counterparty,
        details,
        format.orElseThrow(),
        declared.delimiter().charAt(0),
        declared.decimal().charAt(0),
        charset.orElseThrow());
  }

  private static void one(Fields fields, String name, String given, String possible) {
    if (given.length() != 1 || possible.indexOf(given.charAt(0)) < 0) {
      fields.fault(name, "malformed", "Give one character of: " + possible.strip());
    }
  }

  private static Optional<DateTimeFormatter> format(String pattern) {
    return pattern.matches("[dMuy./ -]+")
        ? Optional.of(
            DateTimeFormatter.ofPattern(pattern.replace('y', 'u'))
                .withResolverStyle(ResolverStyle.STRICT))
        : Optional.empty();
  }
}
