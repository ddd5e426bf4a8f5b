package dev.countersign.cli;

import dev.countersign.api.ScheduleRun;
import dev.countersign.api.ScheduleRunPage;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what became of a schedule's times. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    description = "Show what became of a schedule's times, the latest first.")
final class ScheduleRunsCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();
  @Mixin private PageOption pages = new PageOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "SCHEDULE", description = "Its id, sch_….")
  private String schedule = "";

  @Override
  public Integer call() {
    ScheduleRunPage page =
        connection.signedIn(
            client -> client.schedules().runs(schedule, pages.cursor(), PageOption.AT_ONCE));
    PrintWriter out = spec.commandLine().getOut();
    for (ScheduleRun run : page.items()) {
      String what = run.paymentId() == null ? run.reason() : run.paymentId();
      out.printf("%s %s%s%n", run.dueAt(), run.outcome(), what == null ? "" : " " + what);
    }
    PageOption.tellNext(out, page.nextCursor());
    return 0;
  }
}
