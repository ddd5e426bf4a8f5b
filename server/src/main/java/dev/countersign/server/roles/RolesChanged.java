package dev.countersign.server.roles;

import dev.countersign.server.platform.id.TenantId;
import java.util.Set;

/**
 * What roles of a tenant give is another from now on. Published in the transaction of the change.
 *
 * @param roles the role that was changed and those that include it
 */
public record RolesChanged(TenantId tenant, Set<String> roles) {
  public RolesChanged {
    roles = Set.copyOf(roles);
  }
}
