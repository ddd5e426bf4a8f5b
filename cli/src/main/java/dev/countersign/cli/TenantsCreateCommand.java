package dev.countersign.cli;

import dev.countersign.api.TenantRequest;
import dev.countersign.api.TenantView;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Creates a tenant. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    description = "Create a tenant, and invite whoever shall administer it.")
final class TenantsCreateCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "SLUG",
      description = "What requests name it by: 1 to 50 letters a to z, digits or dashes.")
  private String slug = "";

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What people call it; by default the slug.")
  private @Nullable String name;

  @Option(
      names = "--administrator",
      paramLabel = "EMAIL",
      description = "Who shall administer it; a link goes to the address.")
  private @Nullable String administrator;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "A host of its own, without a port; more than once for several.")
  private List<String> hosts = List.of();

  @Override
  public Integer call() {
    TenantView made =
        connection.signedIn(client ->
            client
                .tenants()
                .create(
                    new TenantRequest(
                        slug,
                        name == null ? slug : name,
                        null,
                        null,
                        hosts.isEmpty() ? null : List.copyOf(hosts),
                        null,
                        administrator)));
    PrintWriter out = spec.commandLine().getOut();
    TenantsCommand.header(out);
    TenantsCommand.row(out, made);
    return 0;
  }
}
