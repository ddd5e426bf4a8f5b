package dev.countersign.server.roles;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;

/**
 * Somebody was given a role, or it was taken from them. Published in the transaction of the change.
 */
public record RoleAssigned(TenantId tenant, UserId user, String role, boolean given) {}
