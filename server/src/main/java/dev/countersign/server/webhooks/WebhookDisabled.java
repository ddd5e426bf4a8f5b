package dev.countersign.server.webhooks;

import dev.countersign.server.platform.id.TenantId;

/**
 * A webhook was disabled because nothing could be delivered to it. Published in the transaction.
 *
 * @param host where it led
 * @param reason {@code failing} or {@code gone}
 */
public record WebhookDisabled(TenantId tenant, WebhookId webhook, String host, String reason) {}
