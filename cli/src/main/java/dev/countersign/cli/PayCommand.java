package dev.countersign.cli;

import dev.countersign.api.Payment;
import dev.countersign.api.PaymentRequest;
import dev.countersign.client.PaymentOutcome;
import java.io.PrintWriter;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Pays somebody. */
@Command(name = "pay", mixinStandardHelpOptions = true, description = "Pay somebody.")
final class PayCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "RECIPIENT",
      description = "An e-mail address, a username, or an id (usr_… or acc_…).")
  private String recipient = "";

  @Parameters(paramLabel = "AMOUNT", description = "How much: 50.00")
  private String amount = "";

  @Parameters(paramLabel = "CURRENCY", description = "Of what: USD")
  private String currency = "";

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description =
          "Makes asking twice the same as asking once: with the same key, money moves once.")
  private @Nullable String key;

  @Option(names = "--note", paramLabel = "NAME=TEXT", description = "Kept with the payment.")
  private Map<String, String> notes = Map.of();

  @Override
  public Integer call() {
    PaymentRequest request = new PaymentRequest(recipient, amount, currency, notes);
    String chosen = key == null ? UUID.randomUUID().toString() : key;
    PaymentOutcome outcome = connection.signedIn(client -> client.payments().pay(request, chosen));
    Payment payment = outcome.payment();
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s %s %s to %s: %s%n",
        payment.id(), payment.amount(), payment.currency(), recipient, Words.of(payment.status()));
    if (payment.countersignature() != null) {
      SignaturesCommand.show(out, payment);
    } else if (outcome.replayed()) {
      out.println("This key was used before for the same payment; nothing moved now.");
    }
    return 0;
  }
}
