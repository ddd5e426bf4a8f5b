package dev.countersign.server.apikeys;

import dev.countersign.server.access.Permission;
import dev.countersign.server.access.Permissions;
import java.util.stream.Collectors;

/** Holds what a key should be able to do against what its maker may. */
final class Scopes {
  private Scopes() {}

  /**
   * The scopes that the maker cannot give. {@code read}, {@code write} and {@code delete} mean as
   * much of it as the owner may, so anybody who may any of it can give them.
   */
  static Permissions beyond(Permissions scopes, Permissions maker) {
    return new Permissions(
        scopes.all().stream()
            .filter(scope -> !maker.allow(scope))
            .filter(scope -> !isRelative(scope) || within(scope, maker).isEmpty())
            .collect(Collectors.toSet()));
  }

  private static boolean isRelative(Permission scope) {
    return scope.equals(Permission.READ)
        || scope.equals(Permission.WRITE)
        || scope.equals(Permission.DELETE);
  }

  private static Permissions within(Permission scope, Permissions maker) {
    return Permissions.of(scope).within(maker);
  }
}
