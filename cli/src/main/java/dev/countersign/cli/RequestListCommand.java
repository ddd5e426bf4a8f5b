package dev.countersign.cli;

import dev.countersign.api.RequestToPayPage;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
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
  @Mixin private Connection connection = new Connection();
  @Mixin private PageOption pages = new PageOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--mine", description = "What you asked others for instead.")
  private boolean mine;

  @Override
  public Integer call() {
    RequestToPayPage page =
        connection.signedIn(client ->
            mine
                ? client.requestsToPay().outgoing(pages.cursor(), PageOption.AT_ONCE)
                : client.requestsToPay().incoming(pages.cursor(), PageOption.AT_ONCE));
    PrintWriter out = spec.commandLine().getOut();
    page.items().forEach(request -> RequestLines.print(out, request));
    PageOption.tellNext(out, page.nextCursor());
    return 0;
  }
}
