package dev.countersign.server.tokens;

import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;

/**
 * A refresh token was presented again that had been spent: somebody else may hold it. Its session
 * has been ended in the transaction that tells this.
 */
public record RefreshTokenReused(TenantId tenant, UserId user, SessionId session) {}
