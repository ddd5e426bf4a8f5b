package dev.countersign.cli;

import dev.countersign.client.CountersignClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Asks whether the service is ready for work. */
@Command(
    name = "health",
    mixinStandardHelpOptions = true,
    description = "Ask whether the service is ready; the exit code says it too.")
final class HealthCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (CountersignClient client = connection.client()) {
      boolean ready = client.health().ready();
      spec.commandLine()
          .getOut()
          .println(client.config().baseUri() + (ready ? " is ready" : " is not ready"));
      return ready ? 0 : Failures.UNREACHABLE;
    }
  }
}
