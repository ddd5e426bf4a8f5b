package dev.countersign.cli;

import dev.countersign.api.CountersignRequest;
import dev.countersign.api.Payment;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Signs a payment. */
@Command(
    name = "sign",
    mixinStandardHelpOptions = true,
    description = {
      "Sign a payment that waits; it is posted at once.",
      "Your own with --challenge and --answer; somebody else's with the --digest you were shown."
    })
final class SignaturesSignCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "PAYMENT", description = "Its id, csg_….")
  private String payment = "";

  @Option(names = "--digest", paramLabel = "DIGEST", description = "Of what you were shown.")
  private @Nullable String digest;

  @Option(names = "--challenge", paramLabel = "CHALLENGE", description = "Which you answer.")
  private @Nullable String challenge;

  @Option(names = "--answer", paramLabel = "CODE", description = "The code you were sent.")
  private @Nullable String code;

  @Override
  public Integer call() {
    CountersignRequest signature = new CountersignRequest(digest, challenge, code, null);
    Payment posted =
        connection.signedIn(client -> client.countersigning().sign(payment, signature));
    spec.commandLine()
        .getOut()
        .printf(
            "%s %s %s: %s%n",
            posted.id(), posted.amount(), posted.currency(), Words.of(posted.status()));
    return 0;
  }
}
