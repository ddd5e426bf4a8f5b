package dev.countersign.cli;

import dev.countersign.api.ScheduleRequest;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Has something paid later. */
@Command(
    name = "make",
    mixinStandardHelpOptions = true,
    description = "Have something paid later, as much each time, by the clock of a time zone.")
final class ScheduleMakeCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();
  @Mixin private KeyOption key = new KeyOption();
  @Mixin private PaymentParameters wanted = new PaymentParameters();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--first",
      paramLabel = "TIME",
      required = true,
      description = "The first time, by the clock on the wall: 2027-01-31T09:00")
  private String first = "";

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "Where that clock hangs, such as Europe/Prague; here by default.")
  private @Nullable String zone;

  @Option(
      names = "--every",
      paramLabel = "UNIT",
      defaultValue = "once",
      description = "once, daily, weekly, monthly or yearly; ${DEFAULT-VALUE} by default.")
  private String every = "";

  @Option(
      names = "--interval",
      paramLabel = "N",
      description = "So many days, weeks, months or years apart; 1 by default.")
  private @Nullable Integer interval;

  @Option(names = "--until", paramLabel = "DAY", description = "The last day: 2027-12-31")
  private @Nullable String until;

  @Option(names = "--times", paramLabel = "N", description = "How often in all.")
  private @Nullable Integer times;

  @Override
  public Integer call() {
    ScheduleRequest request =
        new ScheduleRequest(
            wanted.recipient(),
            wanted.amount(),
            wanted.currency(),
            Map.of(),
            first,
            zone == null ? ZoneId.systemDefault().getId() : zone,
            every,
            interval,
            until,
            times);
    String chosen = key.chosen();
    return ScheduleLines.print(
        spec.commandLine().getOut(),
        connection.signedIn(client -> client.schedules().make(request, chosen)));
  }
}
