package dev.countersign.server.tokens;

import dev.countersign.server.access.Permissions;
import dev.countersign.server.platform.id.ClientId;
import dev.countersign.server.platform.id.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a client's own token says, after its signature, kind and claims were checked.
 *
 * @param permissions what it may do
 * @param key the mark of the key that signed it
 */
public record VerifiedClientToken(
    UUID tokenId,
    TenantId tenant,
    ClientId client,
    Permissions permissions,
    Instant notBefore,
    Instant expiresAt,
    UUID key) {

  /** Ids of what can be revoked on its own and takes the token with it. */
  public List<UUID> revocable() {
    return List.of(client.value(), tokenId, key);
  }
}
