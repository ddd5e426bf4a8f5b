package dev.countersign.server.tokens;

import dev.countersign.server.access.Role;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.time.Instant;
import java.util.UUID;

/** What a token says, after its signature, kind and claims were checked. */
public record VerifiedToken(
    UUID tokenId,
    TenantId tenant,
    UserId user,
    SessionId session,
    Role role,
    Instant notBefore,
    Instant expiresAt) {}
