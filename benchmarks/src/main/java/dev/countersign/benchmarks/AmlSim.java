package dev.countersign.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/**
 * Transfers that IBM's AMLSim made up (Apache-2.0), with what becomes of each where no account may
 * go below zero.
 *
 * @param accounts by their numbers, which count from 0
 * @param transfers in order
 */
record AmlSim(List<Account> accounts, List<Transfer> transfers) {
  /** What somebody has before and after all transfers. */
  record Account(int number, long openingCents, long finalCents) {}

  /** Who pays whom how much, and whether there is enough. */
  record Transfer(int number, int from, int to, long cents, boolean isAccepted) {
    /** Some pay themselves, which moves nothing and which the service refuses. */
    boolean isToOneself() {
      return from == to;
    }
  }

  static AmlSim read(Path folder) throws IOException {
    return new AmlSim(
        rows(
            folder.resolve("oracle_final_balances.csv.gz"),
            row ->
                new Account(
                    Integer.parseInt(row[0]), Long.parseLong(row[1]), Long.parseLong(row[2]))),
        rows(
            folder.resolve("oracle_transfers.csv.gz"),
            row ->
                new Transfer(
                    Integer.parseInt(row[0]),
                    Integer.parseInt(row[2]),
                    Integer.parseInt(row[3]),
                    Long.parseLong(row[4]),
                    row[5].equals("1"))));
  }

  private static <T> List<T> rows(Path file, Function<String[], T> row) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return lines.lines().skip(1).map(line -> row.apply(line.split(",", -1))).toList();
    }
  }

  static String decimal(long cents) {
    return BigDecimal.valueOf(cents, 2).toPlainString();
  }
}
