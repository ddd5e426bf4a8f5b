package dev.countersign.cli;

import dev.countersign.client.PaymentOutcome;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Let go of what is held for you. */
@Command(
    name = "void",
    mixinStandardHelpOptions = true,
    description = "Let go of what is held for you.")
final class VoidCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();
  @Mixin private KeyOption key = new KeyOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "PAYMENT", description = "What is held: pay_…")
  private String id = "";

  @Override
  public Integer call() {
    String chosen = key.chosen();
    PaymentOutcome outcome = connection.signedIn(client -> client.payments().voidHold(id, chosen));
    return PaymentLines.print(spec.commandLine().getOut(), outcome);
  }
}
