package dev.countersign.cli;

import dev.countersign.api.SigningChallenge;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks for a code to sign with. */
@Command(
    name = "challenge",
    mixinStandardHelpOptions = true,
    description = "Ask to be asked for your second factor, to sign a payment of yours.")
final class SignaturesChallengeCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "PAYMENT", description = "Its id, csg_….")
  private String payment = "";

  @Option(names = "--method", paramLabel = "FACTOR", description = "Which factor, mfa_….")
  private @Nullable String method;

  @Override
  public Integer call() {
    SigningChallenge challenge =
        connection.signedIn(client -> client.countersigning().challenge(payment, method));
    PrintWriter out = spec.commandLine().getOut();
    out.println("With the code you sign: " + challenge.text());
    out.printf(
        "countersign signatures sign %s --challenge %s --answer CODE%n",
        payment, challenge.challengeId());
    return 0;
  }
}
