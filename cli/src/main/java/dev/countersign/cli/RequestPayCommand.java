package dev.countersign.cli;

import dev.countersign.api.Payment;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Pays what one was asked for. */
@Command(
    name = "pay",
    mixinStandardHelpOptions = true,
    description = "Pay what you are asked for, once however often you ask.")
final class RequestPayCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();
  @Mixin private KeyOption key = new KeyOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "REQUEST", description = "Its id, prq_….")
  private String request = "";

  @Override
  public Integer call() {
    String chosen = key.chosen();
    Payment payment = connection.signedIn(client -> client.requestsToPay().pay(request, chosen));
    return PaymentLines.print(spec.commandLine().getOut(), payment);
  }
}
