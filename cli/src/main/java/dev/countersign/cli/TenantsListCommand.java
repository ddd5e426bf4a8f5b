package dev.countersign.cli;

import dev.countersign.api.TenantPage;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows every tenant. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Show the tenants, in the order of their creation.")
final class TenantsListCommand implements Callable<Integer> {
  private static final int AT_ONCE = 200;

  @Mixin private Connection connection = new Connection();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    return connection.signedIn(client -> {
      TenantsCommand.header(out);
      String cursor = null;
      do {
        TenantPage page = client.tenants().list(cursor, AT_ONCE);
        page.items().forEach(tenant -> TenantsCommand.row(out, tenant));
        cursor = page.nextCursor();
      } while (cursor != null);
      return 0;
    });
  }
}
