package dev.countersign.cli;

import dev.countersign.api.PaymentRequest;
import dev.countersign.client.PaymentOutcome;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws on a mandate. */
@Command(
    name = "draw",
    mixinStandardHelpOptions = true,
    description = "Draw on an account by the token of a mandate.")
final class MandateDrawCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();
  @Mixin private KeyOption key = new KeyOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "TOKEN", description = "What the payer gave you.")
  private String token = "";

  @Parameters(paramLabel = "AMOUNT", description = "How much: 5.00")
  private String amount = "";

  @Parameters(paramLabel = "CURRENCY", description = "Of what: USD")
  private String currency = "";

  @Override
  public Integer call() {
    PaymentRequest request = PaymentRequest.draw(token, amount, currency);
    String chosen = key.chosen();
    PaymentOutcome outcome = connection.signedIn(client -> client.payments().pay(request, chosen));
    spec.commandLine()
        .getOut()
        .printf(
            "%s %s %s drawn: %s%n",
            outcome.payment().id(),
            outcome.payment().amount(),
            outcome.payment().currency(),
            Words.of(outcome.payment().status()));
    return 0;
  }
}
