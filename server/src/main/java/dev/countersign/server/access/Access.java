package dev.countersign.server.access;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person may do, and by what.
 *
 * @param roles by name
 * @param granted what those of the roles give that the tenant made
 * @param elevation what they may do for a while
 * @param mark names this state of things: it is revoked when any of it changes, so that whoever
 *     remembers it by its mark learns that it is over
 */
public record Access(
    List<String> roles, Permissions granted, @Nullable Elevated elevation, UUID mark) {

  /** More than usual, for a while. */
  public record Elevated(Permissions permissions, Instant until) {}

  public Access {
    roles = List.copyOf(roles);
  }

  /** Of somebody new. */
  public static Access ofNew(Role role, UUID mark) {
    return new Access(List.of(role.wireName()), Permissions.NONE, null, mark);
  }

  /** What they may do at a moment. */
  public Permissions at(Instant moment) {
    return elevation != null && moment.isBefore(elevation.until())
        ? permanent().plus(elevation.permissions())
        : permanent();
  }

  /** What they may do without an elevation. */
  public Permissions permanent() {
    Permissions all = granted;
    for (String name : roles) {
      all = all.plus(Role.find(name).map(Role::permissions).orElse(Permissions.NONE));
    }
    return all;
  }

  /** Whether more harm than usual comes of losing their credentials. */
  public boolean isPrivileged() {
    return permanent().allow(Permission.ADMINISTER)
        || (elevation != null && elevation.permissions().allow(Permission.ADMINISTER));
  }

  public boolean has(Role role) {
    return roles.contains(role.wireName());
  }

  /** The one role to show where there is room for one. */
  public String mainRole() {
    if (has(Role.ADMINISTRATOR)) {
      return Role.ADMINISTRATOR.wireName();
    }
    return roles.stream()
        .filter(name -> !name.equals(Role.USER.wireName()))
        .findFirst()
        .orElse(roles.isEmpty() ? "none" : Role.USER.wireName());
  }
}
