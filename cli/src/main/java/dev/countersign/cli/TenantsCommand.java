package dev.countersign.cli;

import dev.countersign.api.TenantView;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** What concerns the tenants of an installation, for its operator. */
@Command(
    name = "tenants",
    mixinStandardHelpOptions = true,
    description = "Look after the tenants, as an administrator of the first one.",
    subcommands = {
      TenantsListCommand.class,
      TenantsCreateCommand.class,
      TenantsSuspendCommand.class,
      TenantsResumeCommand.class
    },
    synopsisSubcommandLabel = "COMMAND")
final class TenantsCommand {
  private static final String ROW = "%-32s %-20s %-10s %s%n";

  static void header(PrintWriter out) {
    out.printf(ROW, "TENANT", "SLUG", "STATUS", "NAME");
  }

  static void row(PrintWriter out, TenantView tenant) {
    out.printf(ROW, tenant.id(), tenant.slug(), tenant.status(), tenant.name());
  }
}
