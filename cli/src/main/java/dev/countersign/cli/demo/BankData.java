package dev.countersign.cli.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * The bank's transactions in posting order, and what its accounts were allowed.
 *
 * @param overdraftLimits by account, in order of first appearance: how far below zero the bank let
 *     it go, in hundredths; zero for most
 */
record BankData(List<BankRow> rows, Map<String, Long> overdraftLimits) {
  private static final String FILE = "trans_ordered.csv.gz";

  BankData {
    rows = List.copyOf(rows);
  }

  /** All of it. */
  static BankData read() {
    try (InputStream file = Objects.requireNonNull(BankData.class.getResourceAsStream(FILE), FILE);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8))) {
      return of(lines.lines().skip(1).map(BankRow::parse).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first transactions only, with the accounts that they touch. */
  BankData first(int count) {
    List<BankRow> some = rows.subList(0, Math.min(count, rows.size()));
    Map<String, Long> limits = new LinkedHashMap<>();
    some.forEach(row -> limits.put(row.account(), overdraftLimits.getOrDefault(row.account(), 0L)));
    return new BankData(some, limits);
  }

  private static BankData of(List<BankRow> rows) {
    // The bank's own limits aren't in the data; the lowest balance it recorded is what it allowed
    // at
    // least.
    Map<String, Long> limits = new LinkedHashMap<>();
    for (BankRow row : rows) {
      limits.merge(row.account(), Math.max(0, -row.balanceMinor()), Math::max);
    }
    return new BankData(rows, limits);
  }
}
