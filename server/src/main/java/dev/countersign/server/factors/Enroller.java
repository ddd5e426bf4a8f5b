package dev.countersign.server.factors;

import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who sets a factor up: somebody signed in, or somebody whose password was right and who must.
 *
 * @param within the session, or the pending sign-in
 * @param session where there is one
 */
public record Enroller(TenantId tenant, UserId user, UUID within, @Nullable SessionId session) {
  /** Somebody signed in. */
  public static Enroller in(TenantId tenant, UserId user, SessionId session) {
    return new Enroller(tenant, user, session.value(), session);
  }

  static Enroller of(PendingSignIn pending) {
    return new Enroller(pending.tenant(), pending.user(), pending.id(), null);
  }
}
