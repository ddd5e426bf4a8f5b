package dev.countersign.cli;

import dev.countersign.api.ReverseRequest;
import dev.countersign.client.PaymentOutcome;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Give a payment back. */
@Command(name = "reverse", mixinStandardHelpOptions = true, description = "Give a payment back.")
final class ReverseCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();
  @Mixin private KeyOption key = new KeyOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "PAYMENT", description = "The payment: pay_…")
  private String id = "";

  @Option(names = "--amount", paramLabel = "AMOUNT", description = "How much; all by default.")
  private @Nullable String amount;

  @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
  private String reason = "";

  @Override
  public Integer call() {
    String chosen = key.chosen();
    PaymentOutcome outcome =
        connection.signedIn(
            client -> client.payments().reverse(id, new ReverseRequest(amount, reason), chosen));
    return PaymentLines.print(spec.commandLine().getOut(), outcome);
  }
}
