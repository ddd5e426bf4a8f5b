package dev.countersign.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A role to be made or changed.
 *
 * @param name its name; in a change the one in the address counts
 * @param description what it is for
 * @param permissions what it gives, each {@code resource:action}
 * @param includes roles whose permissions it has too
 */
public record RoleRequest(
    @Nullable String name,
    @Nullable String description,
    @Nullable List<String> permissions,
    @Nullable List<String> includes) {}
