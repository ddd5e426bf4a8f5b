package dev.countersign.cli;

import dev.countersign.api.Payment;
import dev.countersign.api.PaymentRequest;
import dev.countersign.client.PaymentOutcome;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Pays somebody. */
@Command(name = "pay", mixinStandardHelpOptions = true, description = "Pay somebody.")
final class PayCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();
  @Mixin private KeyOption key = new KeyOption();
  @Mixin private PaymentParameters wanted = new PaymentParameters();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--note", paramLabel = "NAME=TEXT", description = "Kept with the payment.")
  private Map<String, String> notes = Map.of();

  @Override
  public Integer call() {
    PaymentRequest request =
        new PaymentRequest(wanted.recipient(), wanted.amount(), wanted.currency(), notes);
    String chosen = key.chosen();
    PaymentOutcome outcome = connection.signedIn(client -> client.payments().pay(request, chosen));
    Payment payment = outcome.payment();
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s %s %s to %s: %s%n",
        payment.id(),
        payment.amount(),
        payment.currency(),
        wanted.recipient(),
        Words.of(payment.status()));
    if (payment.countersignature() != null) {
      SignaturesCommand.show(out, payment);
    } else if (outcome.replayed()) {
      out.println("This key was used before for the same payment; nothing moved now.");
    }
    return 0;
  }
}
