package dev.countersign.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes back what one asked for. */
@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    description = "Take back what you asked for.")
final class RequestCancelCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "REQUEST", description = "Its id, prq_….")
  private String request = "";

  @Override
  public Integer call() {
    return RequestLines.print(
        spec.commandLine().getOut(),
        connection.signedIn(client -> client.requestsToPay().cancel(request)));
  }
}
