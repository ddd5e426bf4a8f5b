package dev.countersign.server.revocation;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is refused from a time on.
 *
 * @param id of the thing: a token's {@code jti}, a signing key's mark, or the id of a session, an
 *     API key or a client
 * @param user whose it was, where it was somebody's
 * @param revokedAt when it was decided
 * @param effectiveAt from when on it is refused; later than {@code revokedAt} where grace was given
 * @param expiresAt from when on nobody would accept it anyway; the record goes with it
 * @param reason why, in a code or an administrator's words
 */
public record Revocation(
    UUID id,
    TenantId tenant,
    Kind kind,
    @Nullable UserId user,
    Instant revokedAt,
    Instant effectiveAt,
    Instant expiresAt,
    String reason) {

  /** How long a reason may be. */
  public static final int REASON_MAX = 255;

  /** What can be revoked on its own; a person's or a tenant's revocation is that of the parts. */
  public enum Kind {
    ACCESS_TOKEN,
    SESSION,
    SIGNING_KEY,
    API_KEY,
    CLIENT,
    /** The mark of what somebody may do, when that changed. */
    ACCESS,
    /** The mark of a tenant, when it changed. */
    TENANT;

    /** The name in the store and in answers. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
