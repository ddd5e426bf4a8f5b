package dev.countersign.server.access;

import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;

/**
 * The verified caller of a request: the token's signature, times, audience and session have been
 * checked. Controllers take it as an {@code @AuthenticationPrincipal} parameter.
 */
public record Caller(TenantId tenant, UserId user, SessionId session, Role role) {
  public boolean may(Permission permission) {
    return role.permissions().contains(permission);
  }
}
