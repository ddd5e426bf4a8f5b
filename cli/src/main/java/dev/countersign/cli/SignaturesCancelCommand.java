package dev.countersign.cli;

import dev.countersign.api.Payment;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes a payment back. */
@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    description = "Take a payment of yours back before anybody has signed.")
final class SignaturesCancelCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "PAYMENT", description = "Its id, csg_….")
  private String payment = "";

  @Override
  public Integer call() {
    Payment now = connection.signedIn(client -> client.countersigning().cancel(payment));
    spec.commandLine().getOut().printf("%s is %s.%n", now.id(), Words.of(now.status()));
    return 0;
  }
}
