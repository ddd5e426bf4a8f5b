package dev.countersign.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Declines what one was asked for. */
@Command(
    name = "decline",
    mixinStandardHelpOptions = true,
    description = "Decline what you are asked for.")
final class RequestDeclineCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "REQUEST", description = "Its id, prq_….")
  private String request = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why; the payee reads it.")
  private String reason = "";

  @Override
  public Integer call() {
    return RequestLines.print(
        spec.commandLine().getOut(),
        connection.signedIn(client -> client.requestsToPay().decline(request, reason)));
  }
}
