package dev.countersign.server.tokens;

import dev.countersign.server.platform.id.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A signing key's row, without the key. */
record StoredKey(
    String keyId,
    TenantId tenant,
    TokenAlgorithm algorithm,
    KeyPhase phase,
    Instant createdAt,
    @Nullable Instant activatedAt,
    @Nullable Instant endedAt) {

  /** Since when it signs, or did. */
  Instant signsSince() {
    return activatedAt == null ? createdAt : activatedAt;
  }
}
