package dev.countersign.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets a schedule go on. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description = "Let a schedule go on with the first time to come.")
final class ScheduleResumeCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "SCHEDULE", description = "Its id, sch_….")
  private String schedule = "";

  @Override
  public Integer call() {
    return ScheduleLines.print(
        spec.commandLine().getOut(),
        connection.signedIn(client -> client.schedules().resume(schedule)));
  }
}
