package dev.countersign.cli;

import dev.countersign.api.WaitingPage;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows payments that wait. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Show the payments that wait: yours, and all if you sign for others.")
final class SignaturesListCommand implements Callable<Integer> {
  private static final int AT_ONCE = 50;

  @Mixin private Connection connection = new Connection();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--cursor",
      paramLabel = "CURSOR",
      description = "Where the last page said that the next one begins.")
  private @Nullable String cursor;

  @Override
  public Integer call() {
    WaitingPage page = connection.signedIn(client -> client.countersigning().list(cursor, AT_ONCE));
    PrintWriter out = spec.commandLine().getOut();
    page.items().forEach(payment -> SignaturesCommand.show(out, payment));
    if (page.items().isEmpty()) {
      out.println("Nothing waits to be signed.");
    }
    if (page.nextCursor() != null) {
      out.println("More with --cursor " + page.nextCursor());
    }
    return 0;
  }
}
