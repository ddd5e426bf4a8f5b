package dev.countersign.server.access;

import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.util.List;
import java.util.UUID;

/**
 * The verified caller of a request: the token's signature, times, audience and session have been
 * checked. Controllers take it as an {@code @AuthenticationPrincipal} parameter.
 *
 * @param shown ids of what the caller showed and what can be revoked on its own: the access token
 *     and the key that signed it
 */
public record Caller(TenantId tenant, UserId user, SessionId session, Role role, List<UUID> shown) {
  public Caller {
    shown = List.copyOf(shown);
  }

  /** A caller who showed nothing but the session itself. */
  public Caller(TenantId tenant, UserId user, SessionId session, Role role) {
    this(tenant, user, session, role, List.of());
  }

  public boolean may(Permission permission) {
    return role.permissions().contains(permission);
  }
}
