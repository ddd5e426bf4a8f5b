package dev.countersign.cli;

import dev.countersign.api.PaymentRequest;
import dev.countersign.client.PaymentOutcome;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Holds what is to be paid. */
@Command(
    name = "hold",
    mixinStandardHelpOptions = true,
    description = "Hold what is to be paid, for the payee to capture.")
final class HoldCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();
  @Mixin private KeyOption key = new KeyOption();
  @Mixin private PaymentParameters wanted = new PaymentParameters();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "7",
      description = "For how many days, at most 30; ${DEFAULT-VALUE} by default.")
  private int days;

  @Override
  public Integer call() {
    PaymentRequest request =
        new PaymentRequest(wanted.recipient(), wanted.amount(), wanted.currency())
            .held(Duration.ofDays(days));
    String chosen = key.chosen();
    PaymentOutcome outcome = connection.signedIn(client -> client.payments().pay(request, chosen));
    return PaymentLines.print(spec.commandLine().getOut(), outcome);
  }
}
