package dev.countersign.server.webhooks;

import dev.countersign.server.platform.crypto.MasterKeys;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code webhook_secrets}. Works in the caller's transaction. */
final class JdbcWebhookSecrets {
  private static final String INSERT =
      """
      insert into webhook_secrets (id, tenant_id, webhook_id, sealed, created_at)
      values (:id, :tenant, :webhook, :sealed, :now)
      """;

  private static final String END =
      """
      update webhook_secrets
      set ends_at = :ends
      where webhook_id = :webhook and ends_at is null
      """;

  // With the one that is being replaced there are two at most.
  private static final String DELETE_ENDED =
      """
      delete from webhook_secrets
      where webhook_id = :webhook and ends_at is not null
      """;

  private static final String VALID =
      """
      select id, sealed
      from webhook_secrets
      where webhook_id = :webhook and (ends_at is null or ends_at > :now)
      order by ends_at nulls first
      """;

  private final JdbcClient jdbc;
  private final MasterKeys master;
  private final IdGenerator ids;

  JdbcWebhookSecrets(JdbcClient jdbc, MasterKeys master, IdGenerator ids) {
    this.jdbc = jdbc;
    this.master = master;
    this.ids = ids;
  }

  void add(TenantId tenant, WebhookId webhook, Secret secret, Instant now) {
    UUID id = ids.next();
    byte[] plain = secret.reveal().getBytes(StandardCharsets.UTF_8);
    jdbc.sql(INSERT)
        .param("id", id)
        .param("tenant", tenant.value())
        .param("webhook", webhook.value())
        .param("sealed", master.seal(plain, WebhookSecretsSealed.context(id)))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Lets the secret in use sign until then, and one before it no more. */
  void retire(WebhookId webhook, Instant ends) {
    jdbc.sql(DELETE_ENDED).param("webhook", webhook.value()).update();
    jdbc.sql(END)
        .param("webhook", webhook.value())
        .param("ends", ends.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Those that sign now, the newest first. */
  List<Secret> valid(WebhookId webhook, Instant now) {
    return jdbc.sql(VALID)
        .param("webhook", webhook.value())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query((row, number) -> open(row.getObject("id", UUID.class), row.getBytes("sealed")))
        .list();
  }

  private Secret open(UUID id, byte[] sealed) {
    return Secret.of(
        new String(master.open(sealed, WebhookSecretsSealed.context(id)), StandardCharsets.UTF_8));
  }
}
