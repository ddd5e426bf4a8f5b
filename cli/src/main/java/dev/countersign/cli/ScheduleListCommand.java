package dev.countersign.cli;

import dev.countersign.api.SchedulePage;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows schedules. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Show your schedules, newest first.")
final class ScheduleListCommand implements Callable<Integer> {
  private static final int AT_ONCE = 50;

  @Mixin private Connection connection = new Connection();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--cursor",
      paramLabel = "CURSOR",
      description = "Where the last page said that the next one begins.")
  private @Nullable String cursor;

  @Override
  public Integer call() {
    SchedulePage page = connection.signedIn(client -> client.schedules().list(cursor, AT_ONCE));
    PrintWriter out = spec.commandLine().getOut();
    page.items().forEach(schedule -> ScheduleLines.print(out, schedule));
    if (page.nextCursor() != null) {
      out.println("More with --cursor " + page.nextCursor());
    }
    return 0;
  }
}
