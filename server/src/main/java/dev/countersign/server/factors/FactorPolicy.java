package dev.countersign.server.factors;

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
      new FactorPolicy(Set.of("administrator"), Duration.ofDays(7), Duration.ofDays(30));

  static final String EVERYBODY = "*";
  static final int GRACE_DAYS_MAX = 30;
  static final int TRUST_DAYS_MAX = 90;

  public FactorPolicy {
    requiredRoles = Set.copyOf(requiredRoles);
  }

  /** Whether people in this role need a factor. */
  public boolean isRequiredOf(String role) {
    return requiredRoles.contains(EVERYBODY) || requiredRoles.contains(role);
  }
}
