package dev.countersign.server.apikeys;

import dev.countersign.server.access.Permissions;
import dev.countersign.server.platform.id.ApiKeyId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.ratelimit.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A key by which a program calls.
 *
 * @param owner whose it is; nobody's where it is a service key, which is the tenant's own
 * @param prefix how it begins, which is no secret
 * @param scopes what it may do, as far as its owner may
 * @param endsAt when the grace of its rotation ends; absent while nothing replaces it
 */
public record ApiKey(
    ApiKeyId id,
    TenantId tenant,
    @Nullable UserId owner,
    UserId maker,
    String name,
    String prefix,
    Permissions scopes,
    KeyBounds bounds,
    RateLimit limit,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant endsAt,
    @Nullable Instant revokedAt) {

  /** Where a key stands. */
  public enum Status {
    ACTIVE,
    /** Another was made for it, and it lasts for its grace. */
    REPLACED,
    EXPIRED,
    REVOKED;

    /** The name in answers. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the key can be used. */
    public boolean isUsable() {
      return this == ACTIVE || this == REPLACED;
    }
  }

  public Status status(Instant now) {
    if (revokedAt != null) {
      return Status.REVOKED;
    }
    if (!now.isBefore(expiresAt) || (endsAt != null && !now.isBefore(endsAt))) {
      return Status.EXPIRED;
    }
    return endsAt == null ? Status.ACTIVE : Status.REPLACED;
  }

  public boolean isServiceKey() {
    return owner == null;
  }

  ApiKey endingAt(Instant end) {
    return new ApiKey(
        id, tenant, owner, maker, name, prefix, scopes, bounds, limit, createdAt, expiresAt, end,
        revokedAt);
  }

  /** How long it was made to last. */
  Duration life() {
    return Duration.between(createdAt, expiresAt);
  }
}
