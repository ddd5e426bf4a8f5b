package dev.countersign.server.sessions;

import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.time.Duration;
import java.time.Instant;

/**
 * One sign-in.
 *
 * @param expiresAt when it ends by itself, at the latest
 * @param lastActiveAt when it was last used, as far as the store knows: up to a minute behind
 * @param idle after how long without activity it ends
 */
public record Session(
    SessionId id,
    TenantId tenant,
    UserId user,
    Instant createdAt,
    Instant expiresAt,
    Instant lastActiveAt,
    Duration idle) {

  /** The same, used at a later moment. */
  Session usedAt(Instant moment) {
    return new Session(id, tenant, user, createdAt, expiresAt, moment, idle);
  }

  /** Whether time has ended it, where it was last used at a moment. */
  boolean isOver(Instant now, Instant lastUsed) {
    return !now.isBefore(expiresAt) || !now.isBefore(lastUsed.plus(idle));
  }
}
