package dev.countersign.server.webhooks;

import dev.countersign.server.platform.crypto.SealedColumn;
import dev.countersign.server.platform.crypto.SealedTable;
import dev.countersign.server.platform.id.TenantId;
import java.util.UUID;

/** What deliveries are signed with. */
public final class WebhookSecretsSealed extends SealedTable {
  /** Made by the service loader. */
  public WebhookSecretsSealed() {
    super(new SealedColumn("webhook_secrets", "id", "uuid", "sealed"));
  }

  @Override
  public String name() {
    return "webhook secrets";
  }

  @Override
  protected String context(TenantId tenant, String key) {
    return context(UUID.fromString(key));
  }

  static String context(UUID secret) {
    return "webhook-secret:" + secret;
  }
}
