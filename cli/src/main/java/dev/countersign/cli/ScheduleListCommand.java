package dev.countersign.cli;

import dev.countersign.api.SchedulePage;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows schedules. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Show your schedules, newest first.")
final class ScheduleListCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();
  @Mixin private PageOption pages = new PageOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    SchedulePage page =
        connection.signedIn(client -> client.schedules().list(pages.cursor(), PageOption.AT_ONCE));
    PrintWriter out = spec.commandLine().getOut();
    page.items().forEach(schedule -> ScheduleLines.print(out, schedule));
    PageOption.tellNext(out, page.nextCursor());
    return 0;
  }
}
