package dev.countersign.cli;

import dev.countersign.api.TenantView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets a suspended tenant go on. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description = "Let a suspended tenant go on.")
final class TenantsResumeCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "TENANT", description = "Its id, ten_…, or its slug.")
  private String tenant = "";

  @Override
  public Integer call() {
    TenantView now = connection.signedIn(client -> client.tenants().resume(tenant));
    spec.commandLine().getOut().printf("%s is %s.%n", now.slug(), now.status());
    return 0;
  }
}
