package dev.countersign.server.roles;

import dev.countersign.server.access.Permissions;
import java.util.List;

/**
 * A role that a tenant made.
 *
 * @param includes roles whose permissions it has too
 */
public record OwnRole(
    String name, String description, Permissions permissions, List<String> includes) {
  public OwnRole {
    includes = List.copyOf(includes);
  }
}
