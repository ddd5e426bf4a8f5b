package dev.countersign.cli;

import dev.countersign.api.ReconciliationEntry;
import dev.countersign.api.ReconciliationImport;
import dev.countersign.api.ReconciliationLine;
import dev.countersign.api.ReconciliationStanding;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Holds a bank's file against the ledger. */
@Command(
    name = "reconcile",
    mixinStandardHelpOptions = true,
    description = {
      "Take in what a bank says, and show what has no counterpart on either side.",
      "The same file can be sent again: it changes nothing."
    })
final class ReconcileCommand implements Callable<Integer> {
  private static final int SHOWN_MAX = 50;

  @Mixin private Connection connection = new Connection();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "MT940, camt.053 or CSV; without one, what is left is shown.")
  private @Nullable Path file;

  @Option(
      names = "--currency",
      paramLabel = "CURRENCY",
      required = true,
      description = "Of which currency everything outside is meant.")
  private String currency = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "camt.053",
      description = "mt940, camt.053 or csv; ${DEFAULT-VALUE} by default.")
  private String format = "camt.053";

  @Option(
      names = "--column",
      paramLabel = "WHAT=HEADING",
      description = {
        "Of CSV: date, amount, reference, counterparty or details, and the heading of its column.",
        "The first two have to be there."
      })
  private Map<String, String> columns = new TreeMap<>();

  @Option(
      names = "--csv",
      paramLabel = "WHAT=HOW",
      description = "Of CSV: date_format, delimiter, decimal or charset.")
  private Map<String, String> csv = new TreeMap<>();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    byte[] content = file == null ? null : read(file);
    ReconciliationStanding standing =
        connection.signedIn(client -> {
          if (content != null) {
            tell(out, client.books().take(currency, format, content, mapping()));
          }
          return client.books().standing(currency, SHOWN_MAX);
        });
    show(out, standing);
    return standing.unmatchedLines() + standing.unmatchedEntries() == 0 ? 0 : Failures.FAILED;
  }

  private Map<String, String> mapping() {
    Map<String, String> mapping = new TreeMap<>(csv);
    columns.forEach((what, heading) -> mapping.put(what + "_column", heading));
    return mapping;
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw new MisusedException("The file cannot be read: " + unreadable.getMessage());
    }
  }

  private static void tell(PrintWriter out, ReconciliationImport taken) {
    if (taken.repeated()) {
      out.println("This file was taken in before; nothing has changed.");
    } else {
      out.printf(
          "%d lines, %d of them new; %d matches.%n",
          taken.lines(), taken.newLines(), taken.matched());
    }
  }

  private static void show(PrintWriter out, ReconciliationStanding standing) {
    out.printf(
        "Outside without counterpart: %d, %s %s%n",
        standing.unmatchedLines(), standing.unmatchedLinesSum(), standing.currency());
    for (ReconciliationLine line : standing.lines()) {
      out.printf(
          "  %-32s %-12s %18s %s%n",
          line.id(), line.date(), line.amount(), Objects.requireNonNullElse(line.reference(), ""));
    }
    out.printf(
        "In the ledger without counterpart: %d, %s %s%n",
        standing.unmatchedEntries(), standing.unmatchedEntriesSum(), standing.currency());
    for (ReconciliationEntry entry : standing.entries()) {
      out.printf(
          "  %-32s %-12.10s %18s %s%n",
          entry.payment(),
          entry.effectiveAt(),
          entry.amount(),
          Objects.requireNonNullElse(entry.reference(), ""));
    }
  }
}
