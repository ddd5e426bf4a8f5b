package dev.countersign.cli;

import dev.countersign.api.RequestToPay;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks somebody to pay. */
@Command(
    name = "ask",
    mixinStandardHelpOptions = true,
    description = "Ask somebody to pay you; they are told by mail.")
final class RequestAskCommand implements Callable<Integer> {
  private static final int DAY_SECONDS = 86_400;

  @Mixin private Connection connection = new Connection();
  @Mixin private KeyOption key = new KeyOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "PAYER", description = "An e-mail address, a username or an id usr_….")
  private String payer = "";

  @Parameters(paramLabel = "AMOUNT", description = "How much: 50.00")
  private String amount = "";

  @Parameters(paramLabel = "CURRENCY", description = "Of what: USD")
  private String currency = "";

  @Option(names = "--note", paramLabel = "TEXT", description = "What for; the payer reads it.")
  private @Nullable String note;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "7",
      description = "For how many days, at most 90; ${DEFAULT-VALUE} by default.")
  private int days;

  @Override
  public Integer call() {
    RequestToPay request =
        new RequestToPay(payer, amount, currency, note, Math.multiplyExact(days, DAY_SECONDS));
    String chosen = key.chosen();
    return RequestLines.print(
        spec.commandLine().getOut(),
        connection.signedIn(client -> client.requestsToPay().ask(request, chosen)));
  }
}
