package dev.countersign.cli;

import dev.countersign.api.Payment;
import dev.countersign.api.TransactionPage;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the caller's payments. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description = "Show your payments, newest first.")
final class HistoryCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();
  @Mixin private PageOption pages = new PageOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many at most; ${DEFAULT-VALUE} by default.")
  private int limit;

  @Override
  public Integer call() {
    TransactionPage page =
        connection.signedIn(client -> client.payments().history(limit, pages.cursor()));
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%-32s %-20s %-11s %18s %-5s%n", "PAYMENT", "TIME", "TYPE", "AMOUNT", "");
    for (Payment payment : page.transactions()) {
      out.printf(
          "%-32s %-20.19s %-11s %18s %-5s%n",
          payment.id(),
          payment.effectiveAt(),
          Words.of(payment.type()),
          payment.amount(),
          payment.currency());
    }
    PageOption.tellNext(out, page.nextCursor());
    return 0;
  }
}
