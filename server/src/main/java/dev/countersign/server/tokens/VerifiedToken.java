package dev.countersign.server.tokens;

import dev.countersign.server.access.Role;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a token says, after its signature, kind and claims were checked.
 *
 * @param key the mark of the key that signed it
 */
public record VerifiedToken(
    UUID tokenId,
    TenantId tenant,
    UserId user,
    SessionId session,
    Role role,
    Instant notBefore,
    Instant expiresAt,
    UUID key) {

  /** Ids of what can be revoked on its own and takes the token with it. */
  public List<UUID> revocable() {
    return List.of(session.value(), tokenId, key);
  }
}
