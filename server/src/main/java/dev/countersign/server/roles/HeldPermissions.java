package dev.countersign.server.roles;

import dev.countersign.server.access.Access;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Permissions;
import dev.countersign.server.users.CurrentAccess;

/**
 * What somebody may give to others: what they hold themselves, by what they called with, and not
 * for a while only. Or an elevation would outlast itself in another's hands.
 */
public final class HeldPermissions {
  private final CurrentAccess access;

  HeldPermissions(CurrentAccess access) {
    this.access = access;
  }

  /** Not to be called inside a transaction. */
  public Permissions of(Caller caller) {
    return caller.user() == null
        ? caller.permissions()
        : access
            .of(caller.tenant(), caller.user())
            .map(Access::permanent)
            .orElse(Permissions.NONE)
            .within(caller.permissions());
  }
}
