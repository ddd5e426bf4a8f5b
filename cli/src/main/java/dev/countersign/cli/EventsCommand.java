package dev.countersign.cli;

import dev.countersign.api.LiveEvent;
import dev.countersign.api.LiveEventPage;
import dev.countersign.api.LivePayment;
import dev.countersign.client.CountersignClient;
import dev.countersign.client.CountersignException;
import dev.countersign.client.EventQuery;
import dev.countersign.client.EventSubscription;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what happens. */
@Command(
    name = "events",
    mixinStandardHelpOptions = true,
    description = "Show what happened on your account, or go on as it happens.")
final class EventsCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-f", "--follow"},
      description = "Go on until interrupted.")
  private boolean follow;

  @Option(
      names = "--types",
      split = ",",
      paramLabel = "TYPE",
      description = "Only these types, such as payment.* or auth.login.failed.")
  private List<String> types = List.of();

  @Option(names = "--tenant", description = "The whole tenant's, for whoever may read its log.")
  private boolean tenant;

  @Option(
      names = "--after",
      paramLabel = "CURSOR",
      description = "Where to go on from; by default the beginning, or with --follow from now on.")
  private @Nullable String after;

  @Override
  public Integer call() {
    EventQuery query = new EventQuery(types, tenant, after);
    return connection.signedIn(client -> follow ? follow(client, query) : show(client, query));
  }

  private int show(CountersignClient client, EventQuery query) {
    PrintWriter out = spec.commandLine().getOut();
    String at = query.after() == null ? "0" : query.after();
    LiveEventPage page = client.events().page(query.goingOnFrom(at));
    while (!page.next().equals(at)) {
      page.events().forEach(event -> print(out, event));
      at = page.next();
      page = client.events().page(query.goingOnFrom(at));
    }
    out.println("More with --after " + at);
    return 0;
  }

  private int follow(CountersignClient client, EventQuery query) {
    PrintWriter out = spec.commandLine().getOut();
    try (EventSubscription subscription =
        client.events().subscribe(query, event -> print(out, event))) {
      subscription.ended().join();
      return 0;
    } catch (CompletionException e) {
      if (e.getCause() instanceof CountersignException refusal) {
        throw refusal;
      }
      throw e;
    }
  }

  private static void print(PrintWriter out, LiveEvent event) {
    LivePayment payment = event.data().payment();
    String about =
        payment == null
            ? event.data().description()
            : payment.amount() + " " + payment.currency() + "  " + payment.id();
    out.printf("%-20.19s %-32s %s%n", event.timestamp(), event.type(), about);
    out.flush();
  }
}
