package dev.countersign.cli;

import dev.countersign.api.WaitingPage;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows payments that wait. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Show the payments that wait: yours, and all if you sign for others.")
final class SignaturesListCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();
  @Mixin private PageOption pages = new PageOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    WaitingPage page =
        connection.signedIn(
            client -> client.countersigning().list(pages.cursor(), PageOption.AT_ONCE));
    PrintWriter out = spec.commandLine().getOut();
    page.items().forEach(payment -> SignaturesCommand.show(out, payment));
    if (page.items().isEmpty()) {
      out.println("Nothing waits to be signed.");
    }
    PageOption.tellNext(out, page.nextCursor());
    return 0;
  }
}
