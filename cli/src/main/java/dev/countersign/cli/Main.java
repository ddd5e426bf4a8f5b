package dev.countersign.cli;

import dev.countersign.cli.demo.DemoCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.TypeConversionException;

/** The command line. */
@Command(
    name = "countersign",
    mixinStandardHelpOptions = true,
    version = "countersign 0.1.0",
    description = "Sign-in and money behind one door.",
    subcommands = {
      DemoCommand.class,
      HealthCommand.class,
      PayCommand.class,
      HoldCommand.class,
      CaptureCommand.class,
      VoidCommand.class,
      ReverseCommand.class,
      AccountCommand.class,
      HistoryCommand.class,
      EventsCommand.class,
      StatementCommand.class,
      ReconcileCommand.class,
      MandateCommand.class,
      ScheduleCommand.class,
      RequestCommand.class,
      SignaturesCommand.class,
      UsersCommand.class,
      TenantsCommand.class,
      AutoComplete.GenerateCompletion.class,
      HelpCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Run by the service itself, each with --help:",
      "  serve          Run the service in the foreground.",
      "  audit verify   Recompute the audit log from its rows.",
      "  ledger verify  Recompute every balance from its entries; --freeze damaged accounts.",
      "  keys           Look after signing keys and the master key.",
      "  api-keys       List and revoke API keys.",
      "  factors        Reset somebody's second factors.",
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:It worked.",
      "1:It did not.",
      "2:The command line was not understood.",
      "3:The service refused.",
      "4:The service cannot be reached."
    })
public final class Main {
  private Main() {}

  static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(LocalDate.class, Main::day)
        .setExecutionExceptionHandler(new Failures());
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException("'" + text + "' is no day such as 2026-01-31");
    }
  }
}
