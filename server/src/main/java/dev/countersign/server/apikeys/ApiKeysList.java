package dev.countersign.server.apikeys;

import dev.countersign.server.apikeys.JdbcApiKeys.Choice;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.CommandWork;
import java.io.PrintWriter;
import java.time.Clock;
import picocli.CommandLine.Command;

/** {@code countersign api-keys list}. */
@Command(name = "list", description = "Shows API keys, whose they are and until when they last.")
public final class ApiKeysList extends ApiKeyCommand {
  /** Made by the service loader. */
  public ApiKeysList() {}

  @Override
  int run(CommandWork work, AuditTrail audit, Clock clock, PrintWriter out) {
    JdbcApiKeys keys = new JdbcApiKeys(work.jdbc());
    for (TenantId tenant : work.tenants()) {
      work.transactions()
          .run(
              tenant,
              () ->
                  keys.list(tenant, new Choice(null, true, true), null)
                      .forEach(listed -> print(listed.key(), clock, out)));
    }
    return DONE;
  }

  private static void print(ApiKey key, Clock clock, PrintWriter out) {
    UserId owner = key.owner();
    out.printf(
        "%s  %-8s  %s  %s  %s  until %s  %s%n",
        key.id().text(),
        key.status(clock.instant()).wireName(),
        key.prefix(),
        key.tenant().text(),
        owner == null ? "service key" : owner.text(),
        key.expiresAt(),
        String.join(" ", key.scopes().wireNames()));
  }
}
