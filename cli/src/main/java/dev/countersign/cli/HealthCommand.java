package dev.countersign.cli;

import dev.countersign.api.HealthReport;
import dev.countersign.client.CountersignClient;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Asks whether the service is well. */
@Command(
    name = "health",
    mixinStandardHelpOptions = true,
    description = "Ask whether the service is well; the exit code says it too.")
final class HealthCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (CountersignClient client = connection.client()) {
      HealthReport report = client.health().report();
      PrintWriter out = spec.commandLine().getOut();
      out.printf(
          "%s is %s%n", client.config().baseUri(), report.overallHealthy() ? "well" : "not well");
      report.checks().forEach((name, check) -> out.printf("  %-20s %s%n", name, outcome(check)));
      return report.overallHealthy() ? 0 : Failures.FAILED;
    }
  }

  private static String outcome(HealthReport.Check check) {
    return check.healthy() ? "well, in " + check.durationMs() + " ms" : "failed: " + check.error();
  }
}
