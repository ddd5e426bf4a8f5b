package dev.countersign.server.apikeys;

import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.platform.id.ApiKeyId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.CommandWork;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.revocation.Revocations;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code countersign api-keys revoke}. */
@Command(
    name = "revoke",
    description = "Revokes an API key: every node refuses it within a second.")
public final class ApiKeysRevoke extends ApiKeyCommand {
  @Parameters(paramLabel = "KEY", description = "The key's id, as api-keys list shows it.")
  private String keyId = "";

  /** Made by the service loader. */
  public ApiKeysRevoke() {}

  @Override
  int run(CommandWork work, AuditTrail audit, Clock clock, PrintWriter out) {
    Optional<ApiKeyId> wanted = ApiKeyId.parse(keyId);
    boolean revoked =
        wanted.isPresent()
            && work.tenants().stream()
                .anyMatch(tenant -> revoke(work, audit, clock, tenant, wanted.get()));
    out.println(
        revoked
            ? "The key " + keyId + " is revoked."
            : "There is no key " + keyId + " that could still be used.");
    return revoked ? DONE : NOTHING_DONE;
  }

  private static boolean revoke(
      CommandWork work, AuditTrail audit, Clock clock, TenantId tenant, ApiKeyId id) {
    JdbcApiKeys keys = new JdbcApiKeys(work.jdbc());
    Revocations revocations = Revocations.ofCommand(work.jdbc(), clock);
    Instant now = StoredTime.now(clock);
    return work.transactions()
        .in(
            tenant,
            () -> {
              Optional<ApiKey> key =
                  keys.lock(id)
                      .filter(found -> found.status(now).isUsable() && keys.revoke(id, now));
              key.ifPresent(found -> {
                revocations.record(
                    List.of(ApiKeys.revocation(found, now, now, "revoked by the operator")));
                audit.record(
                    KeyEvents.of(AuditEventType.API_KEY_REVOKED, found, null)
                        .with(Map.of("by", "operator")));
              });
              return key.isPresent();
            });
  }
}
