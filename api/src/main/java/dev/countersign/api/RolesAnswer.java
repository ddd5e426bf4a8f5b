package dev.countersign.api;

import java.util.List;

/**
 * The roles of a tenant.
 *
 * @param roles those built in first, then its own by name
 */
public record RolesAnswer(List<RoleView> roles) {}
