package dev.countersign.cli;

import dev.countersign.api.TenantView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Suspends a tenant. */
@Command(
    name = "suspend",
    mixinStandardHelpOptions = true,
    description = "Suspend a tenant: it is refused everything from then on.")
final class TenantsSuspendCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "TENANT", description = "Its id, ten_…, or its slug.")
  private String tenant = "";

  @Override
  public Integer call() {
    TenantView now = connection.signedIn(client -> client.tenants().suspend(tenant));
    spec.commandLine().getOut().printf("%s is %s.%n", now.slug(), now.status());
    return 0;
  }
}
