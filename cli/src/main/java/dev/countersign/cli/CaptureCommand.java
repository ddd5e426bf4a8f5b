package dev.countersign.cli;

import dev.countersign.api.CaptureRequest;
import dev.countersign.client.PaymentOutcome;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Take what is held for you. */
@Command(
    name = "capture",
    mixinStandardHelpOptions = true,
    description = "Take what is held for you.")
final class CaptureCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();
  @Mixin private KeyOption key = new KeyOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "PAYMENT", description = "What is held: pay_…")
  private String id = "";

  @Option(names = "--amount", paramLabel = "AMOUNT", description = "How much; all by default.")
  private @Nullable String amount;

  @Option(names = "--final", description = "Give the rest back.")
  private boolean isFinal;

  @Override
  public Integer call() {
    String chosen = key.chosen();
    PaymentOutcome outcome =
        connection.signedIn(
            client -> client.payments().capture(id, new CaptureRequest(amount, isFinal), chosen));
    return PaymentLines.print(spec.commandLine().getOut(), outcome);
  }
}
