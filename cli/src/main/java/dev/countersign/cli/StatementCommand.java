package dev.countersign.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fetches a statement of an account. */
@Command(
    name = "statement",
    mixinStandardHelpOptions = true,
    description = "Fetch a statement of an account into a file.")
final class StatementCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "ACCOUNT", description = "The account's id, acc_…")
  private String account = "";

  @Option(
      names = "--from",
      paramLabel = "DAY",
      required = true,
      description = "The first day, in UTC.")
  private LocalDate from = LocalDate.EPOCH;

  @Option(
      names = "--to",
      paramLabel = "DAY",
      required = true,
      description = "The last day, in UTC.")
  private LocalDate to = LocalDate.EPOCH;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "pdf",
      description = "pdf, csv or camt.053; ${DEFAULT-VALUE} by default.")
  private String format = "pdf";

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description =
          "Where to; a file named by account and period by default. It must not be there.")
  private @Nullable Path output;

  @Override
  public Integer call() {
    if (to.isBefore(from)) {
      throw new MisusedException("The last day lies before the first one.");
    }
    byte[] statement =
        connection.signedIn(client ->
            client
                .payments()
                .statement(
                    account,
                    from.atStartOfDay(ZoneOffset.UTC).toInstant(),
                    to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
                    format));
    String extension = format.equals("camt.053") ? "xml" : format;
    Path file =
        output == null ? Path.of(account + "_" + from + "_" + to + "." + extension) : output;
    try {
      Files.write(file, statement, StandardOpenOption.CREATE_NEW);
    } catch (IOException unwritable) {
      throw new MisusedException("The file cannot be written: " + unwritable.getMessage());
    }
    spec.commandLine().getOut().println(file);
    return 0;
  }
}
