package dev.countersign.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes a mandate back. */
@Command(
    name = "revoke",
    mixinStandardHelpOptions = true,
    description = "Take a mandate back: nothing is drawn from then on.")
final class MandateRevokeCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "MANDATE", description = "Its id, mnd_….")
  private String mandate = "";

  @Override
  public Integer call() {
    connection.signedIn(client -> {
      client.mandates().revoke(mandate);
      return 0;
    });
    spec.commandLine().getOut().printf("%s is taken back.%n", mandate);
    return 0;
  }
}
