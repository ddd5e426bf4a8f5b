package dev.countersign.cli;

import dev.countersign.api.Countersignature;
import dev.countersign.api.Payment;
import java.io.PrintWriter;
import java.util.Objects;
import picocli.CommandLine.Command;

/** Payments that wait to be countersigned. */
@Command(
    name = "signatures",
    mixinStandardHelpOptions = true,
    description = "Show and sign payments that wait to be countersigned.",
    subcommands = {
      SignaturesListCommand.class,
      SignaturesChallengeCommand.class,
      SignaturesSignCommand.class,
      SignaturesCancelCommand.class
    },
    synopsisSubcommandLabel = "COMMAND")
final class SignaturesCommand {
  /** What is signed, whole: nobody signs a line that was cut. */
  static void show(PrintWriter out, Payment payment) {
    Countersignature signature = Objects.requireNonNull(payment.countersignature());
    out.printf("%s  %s%n", payment.id(), Words.of(payment.status()));
    out.printf("  %s%n", signature.text());
    out.printf("  asked by %s, waits until %s%n", signature.payer(), signature.expiresAt());
    out.printf("  digest %s%n", signature.digest());
  }
}
