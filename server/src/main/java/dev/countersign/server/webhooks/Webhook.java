package dev.countersign.server.webhooks;

import dev.countersign.server.events.EventTypes;
import dev.countersign.server.platform.id.TenantId;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a tenant wants to be told of events.
 *
 * @param disabled why it is told nothing; null while it is
 * @param failingSince since when nothing was taken; null while deliveries succeed
 */
record Webhook(
    WebhookId id,
    TenantId tenant,
    URI url,
    @Nullable String description,
    EventTypes types,
    @Nullable Reason disabled,
    @Nullable Instant failingSince,
    UUID createdBy,
    Instant createdAt) {

  /** Why one is disabled. */
  enum Reason {
    /** An administrator wanted it. */
    ASKED,
    /** It took nothing for so long. */
    FAILING,
    /** It answered 410, which means: not any more. */
    GONE;

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    static @Nullable Reason ofWireName(@Nullable String name) {
      return name == null ? null : valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  boolean isActive() {
    return disabled == null;
  }
}
