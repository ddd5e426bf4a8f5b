package dev.countersign.cli.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * One transaction as the bank recorded it.
 *
 * @param account the bank's number of the account
 * @param id the bank's number of the transaction
 * @param amountMinor what it added to the account, in hundredths of a koruna; negative where it
 *     took
 * @param roundingMinor what the bank's rounding added besides
 * @param balanceMinor the account's balance after both, as the bank wrote it down
 */
record BankRow(
    LocalDate date,
    String account,
    String id,
    String operation,
    String symbol,
    String counterparty,
    long amountMinor,
    long roundingMinor,
    long balanceMinor) {
  private static final int COLUMNS = 12;

  /** Reads a line of the file. */
  static BankRow parse(String line) {
    List<String> columns = List.of(line.split(",", -1));
    if (columns.size() != COLUMNS) {
      throw new IllegalArgumentException("expected " + COLUMNS + " columns: " + line);
    }
    return new BankRow(
        LocalDate.parse(columns.get(1)),
        columns.get(2),
        columns.get(3),
        columns.get(5),
        columns.get(6).strip(),
        (columns.get(7) + " " + columns.get(8)).strip(),
        Long.parseLong(columns.get(9)),
        Long.parseLong(columns.get(10)),
        Long.parseLong(columns.get(11)));
  }

  Instant effectiveAt() {
    return date.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
