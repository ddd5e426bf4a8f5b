package dev.countersign.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Pauses a schedule. */
@Command(
    name = "pause",
    mixinStandardHelpOptions = true,
    description = "Pause a schedule: nothing is paid until it goes on.")
final class SchedulePauseCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "SCHEDULE", description = "Its id, sch_….")
  private String schedule = "";

  @Override
  public Integer call() {
    return ScheduleLines.print(
        spec.commandLine().getOut(),
        connection.signedIn(client -> client.schedules().pause(schedule)));
  }
}
