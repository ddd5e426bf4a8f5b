package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A role.
 *
 * @param name its name
 * @param builtIn whether every tenant has it and none can change it
 * @param description what it is for
 * @param permissions what it gives by itself
 * @param includes roles whose permissions it has too
 * @param effectivePermissions what it gives with all it includes
 */
public record RoleView(
    String name,
    @JsonProperty("built_in") boolean builtIn,
    String description,
    List<String> permissions,
    List<String> includes,
    @JsonProperty("effective_permissions") List<String> effectivePermissions) {}
