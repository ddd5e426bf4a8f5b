package dev.countersign.cli;

import dev.countersign.api.MandatePage;
import dev.countersign.api.MandateView;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows mandates. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Show the mandates you gave or were given, newest first.")
final class MandateListCommand implements Callable<Integer> {
  private static final String ROW = "%-32s %-32s %-32s %12s %12s %-5s %s%n";
  @Mixin private Connection connection = new Connection();
  @Mixin private PageOption pages = new PageOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    MandatePage page =
        connection.signedIn(client -> client.mandates().list(pages.cursor(), PageOption.AT_ONCE));
    PrintWriter out = spec.commandLine().getOut();
    out.printf(ROW, "MANDATE", "PAYER", "PAYEE", "DRAWN", "CEILING", "", "STATUS");
    for (MandateView mandate : page.items()) {
      out.printf(
          ROW,
          mandate.id(),
          mandate.payer(),
          mandate.payee(),
          mandate.drawn(),
          mandate.ceiling(),
          mandate.currency(),
          Words.of(mandate.status()));
    }
    PageOption.tellNext(out, page.nextCursor());
    return 0;
  }
}
