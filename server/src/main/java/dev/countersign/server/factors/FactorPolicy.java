package dev.countersign.server.factors;

import dev.countersign.server.access.Access;
import dev.countersign.server.access.Role;
import java.time.Duration;
import java.util.Set;

/**
 * Of whom a tenant demands a second factor.
 *
 * @param requiredRoles the roles that need one; {@code *} for everybody
 * @param grace how long somebody who needs one may go without
 * @param trust for how long a device may be trusted; nothing where none may
 */
public record FactorPolicy(Set<String> requiredRoles, Duration grace, Duration trust) {
  /** What holds where a tenant has chosen nothing. */
  static final FactorPolicy USUAL =
      new FactorPolicy(
          Set.of(Role.ADMINISTRATOR.wireName()), Duration.ofDays(7), Duration.ofDays(30));

  static final String EVERYBODY = "*";
  static final int GRACE_DAYS_MAX = 30;
  static final int TRUST_DAYS_MAX = 90;

  public FactorPolicy {
    requiredRoles = Set.copyOf(requiredRoles);
  }

  /**
   * Whether people with these roles need a factor. Whoever may administer counts as an
   * administrator, by whichever role they may.
   */
  public boolean isRequiredOf(Access access) {
    return requiredRoles.contains(EVERYBODY)
        || access.roles().stream().anyMatch(requiredRoles::contains)
        || (access.isPrivileged() && requiredRoles.contains(Role.ADMINISTRATOR.wireName()));
  }
}
