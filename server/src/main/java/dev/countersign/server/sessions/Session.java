package dev.countersign.server.sessions;

import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.time.Instant;

/**
 * One sign-in.
 *
 * @param expiresAt when it ends by itself
 */
public record Session(
    SessionId id, TenantId tenant, UserId user, Instant createdAt, Instant expiresAt) {}
