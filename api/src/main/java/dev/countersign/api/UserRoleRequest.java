package dev.countersign.api;

import org.jspecify.annotations.Nullable;

/**
 * A role to give.
 *
 * @param role its name
 */
public record UserRoleRequest(@Nullable String role) {}
