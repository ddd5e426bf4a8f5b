package dev.countersign.cli;

import dev.countersign.api.RequestToPayPage;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows requests to pay. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Show what you are asked to pay, newest first.")
final class RequestListCommand implements Callable<Integer> {
  private static final int AT_ONCE = 50;

  @Mixin private Connection connection = new Connection();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--mine", description = "What you asked others for instead.")
  private boolean mine;

  @Option(
      names = "--cursor",
      paramLabel = "CURSOR",
      description = "Where the last page said that the next one begins.")
  private @Nullable String cursor;

  @Override
  public Integer call() {
    RequestToPayPage page =
        connection.signedIn(client ->
            mine
                ? client.requestsToPay().outgoing(cursor, AT_ONCE)
                : client.requestsToPay().incoming(cursor, AT_ONCE));
    PrintWriter out = spec.commandLine().getOut();
    page.items().forEach(request -> RequestLines.print(out, request));
    if (page.nextCursor() != null) {
      out.println("More with --cursor " + page.nextCursor());
    }
    return 0;
  }
}
