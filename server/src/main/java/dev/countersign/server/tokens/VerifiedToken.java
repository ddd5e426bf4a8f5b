package dev.countersign.server.tokens;

import dev.countersign.server.access.Permissions;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a token says, after its signature, kind and claims were checked.
 *
 * @param role the one to show
 * @param permissions what the holder might do when it was made
 * @param access the mark under which they could; they are to be looked up where it is revoked, or
 *     absent
 * @param actor who really holds it, where somebody sees what its person sees (RFC 8693 §4.1); the
 *     session is theirs then
 * @param key the mark of the key that signed it
 * @param authentication how its person was authenticated; absent in refresh tokens
 */
public record VerifiedToken(
    UUID tokenId,
    TenantId tenant,
    UserId user,
    SessionId session,
    String role,
    Permissions permissions,
    @Nullable UUID access,
    @Nullable UserId actor,
    Instant notBefore,
    Instant expiresAt,
    UUID key,
    @Nullable AuthenticationContext authentication) {

  /** Ids of what can be revoked on its own and takes the token with it. */
  public List<UUID> revocable() {
    return List.of(session.value(), tokenId, key);
  }
}
