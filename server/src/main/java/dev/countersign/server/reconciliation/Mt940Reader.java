package dev.countersign.server.reconciliation;

import dev.countersign.server.platform.money.Asset;
import dev.countersign.server.reconciliation.OutsideStatement.Line;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads MT940 as SWIFT's User Handbook has it (Standards MT, category 9): fields {@code :60a:},
 * {@code :61:}, {@code :86:} and {@code :62a:}, with or without the blocks around them. The closing
 * balance has to follow from the opening one.
 */
final class Mt940Reader {
  private static final Pattern FIELD = Pattern.compile(":([0-9]{2}[A-Z]?):(.*)");
  private static final Pattern BALANCE =
      Pattern.compile("([CD])([0-9]{6})([A-Z]{3})([0-9]{1,15},[0-9]*)");
  private static final Pattern ENTRY =
      Pattern.compile(
          "([0-9]{6})(?:[0-9]{4})?(R?[CD])[A-Z]?([0-9]{1,15},[0-9]*)[A-Z][A-Z0-9]{3}"
              + "(.{0,16}?)(?://(.{0,16}))?");
  private static final String NO_REFERENCE = "NONREF";

  private final Asset asset;
  private final List<Line> lines = new ArrayList<>();
  private final StringBuilder value = new StringBuilder();
  private String tag = "";
  private int tagLine;
  private @Nullable Long balance;
  private boolean any;

  private Mt940Reader(Asset asset) {
    this.asset = asset;
  }

  static OutsideStatement read(String text, Asset asset) {
    return new Mt940Reader(asset).read(text);
  }

  private OutsideStatement read(String text) {
    int number = 0;
    for (String line : text.split("\r\n|\r|\n", -1)) {
      number++;
      Matcher field = FIELD.matcher(fieldOf(line));
      if (field.matches()) {
        close();
        tag = field.group(1);
        tagLine = number;
        value.setLength(0);
        value.append(field.group(2));
      } else if (isEnd(line)) {
        close();
      } else if (!tag.isEmpty()) {
        value.append('\n').append(line);
      } else if (!line.isBlank() && !line.startsWith("{")) {
        throw UnreadableFile.at(number, "tag", "A field begins with its tag, such as :61:.");
      }
    }
    close();
    if (!any) {
      throw UnreadableFile.at(1, "60F", "There is no opening balance: this is no MT940.");
    }
    return new OutsideStatement(lines);
  }

  // The first field may stand behind the opening of its block.
  private static String fieldOf(String line) {
    int block = line.indexOf("{4:");
    return block >= 0 ? line.substring(block + 3) : line;
  }

  private static boolean isEnd(String line) {
    return line.equals("-") || line.startsWith("-}");
  }

  private void close() {
    switch (tag) {
      case "60F", "60M" -> open(value.toString());
      case "61" -> entry(value.toString());
      case "86" -> details(value.toString());
      case "62F", "62M" -> verify(value.toString());
      default -> {}
    }
    tag = "";
  }

  private void open(String text) {
    any = true;
    balance = balance(text);
  }

  private void verify(String text) {
    long closing = balance(text);
    if (balance == null || balance != closing) {
      throw UnreadableFile.at(
          tagLine, tag, "The closing balance does not follow from the opening one.");
    }
    balance = null;
  }

  private long balance(String text) {
    Matcher shape = BALANCE.matcher(text.strip());
    if (!shape.matches()) {
      throw UnreadableFile.at(tagLine, tag, "A balance looks like C261121EUR1234,56.");
    }
    date(shape.group(2));
    LineAmounts.requireCurrency(tagLine, tag, shape.group(3), asset);
    long minor = amount(shape.group(4));
    return shape.group(1).equals("C") ? minor : -minor;
  }

  private void entry(String text) {
    String[] parts = text.split("\n", 2);
    Matcher shape = ENTRY.matcher(parts[0].strip());
    if (!shape.matches() || balance == null) {
      throw UnreadableFile.at(
          tagLine, tag, "An entry looks like 2611211121C12,50NTRFREF//BANKREF, behind a balance.");
    }
    boolean in = shape.group(2).equals("C") || shape.group(2).equals("RD");
    long minor = amount(shape.group(3));
    balance = Math.addExact(balance, in ? minor : -minor);
    if (lines.size() == OutsideStatement.LINES_MAX) {
      throw UnreadableFile.at(tagLine, tag, "Send at most so many entries: " + lines.size() + ".");
    }
    String own = FileText.kept(tagLine, tag, shape.group(4));
    lines.add(
        new Line(
            lines.size() + 1,
            date(shape.group(1)),
            in ? minor : -minor,
            own == null || own.equals(NO_REFERENCE)
                ? FileText.kept(tagLine, tag, shape.group(5))
                : own,
            null,
            FileText.kept(tagLine, tag, parts.length > 1 ? parts[1] : null)));
  }

  // Behind an entry it tells of that; behind the balance, of the whole statement.
  private void details(String text) {
    if (balance == null || lines.isEmpty()) {
      return;
    }
    Line last = lines.removeLast();
    String more = last.details() == null ? text : last.details() + " " + text;
    lines.add(
        new Line(
            last.number(),
            last.date(),
            last.amountMinor(),
            last.reference(),
            last.counterparty(),
            FileText.kept(tagLine, tag, more)));
  }

  private long amount(String text) {
    String decimal = text.endsWith(",") ? text.substring(0, text.length() - 1) : text;
    return LineAmounts.minor(tagLine, tag, decimal.replace(',', '.'), asset);
  }

  private LocalDate date(String digits) {
    try {
      int year = Integer.parseInt(digits.substring(0, 2));
      return LocalDate.of(
          year < 80 ? 2000 + year : 1900 + year,
          Integer.parseInt(digits.substring(2, 4)),
          Integer.parseInt(digits.substring(4)));
    } catch (DateTimeException e) {
      throw UnreadableFile.at(tagLine, tag, "There is no such day.");
    }
  }
}
