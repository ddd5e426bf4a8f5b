package dev.countersign.cli;

import dev.countersign.api.IssuedMandate;
import dev.countersign.api.MandateRequest;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets somebody draw. */
@Command(
    name = "give",
    mixinStandardHelpOptions = true,
    description = "Let somebody draw on your account, so much and so often.")
final class MandateGiveCommand implements Callable<Integer> {
  private static final int DAY_SECONDS = 86_400;

  @Mixin private Connection connection = new Connection();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "PAYEE", description = "An e-mail address, a username or an id usr_….")
  private String payee = "";

  @Parameters(paramLabel = "CEILING", description = "How much in all: 50.00")
  private String ceiling = "";

  @Parameters(paramLabel = "CURRENCY", description = "Of what: USD")
  private String currency = "";

  @Option(
      names = "--uses",
      paramLabel = "N",
      defaultValue = "1",
      description = "In how many payments at most; ${DEFAULT-VALUE} by default.")
  private int uses;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "30",
      description = "For how many days; ${DEFAULT-VALUE} by default.")
  private int days;

  @Override
  public Integer call() {
    MandateRequest request =
        new MandateRequest(payee, currency, ceiling, uses, Math.multiplyExact(days, DAY_SECONDS));
    IssuedMandate issued = connection.signedIn(client -> client.mandates().give(request));
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s lets %s draw %s %s until %s.%n",
        issued.mandate().id(),
        payee,
        issued.mandate().ceiling(),
        currency,
        issued.mandate().expiresAt());
    out.println("Its token is shown this once; give it to them:");
    out.println(issued.token());
    return 0;
  }
}
