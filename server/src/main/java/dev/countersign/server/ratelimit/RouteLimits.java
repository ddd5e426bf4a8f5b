package dev.countersign.server.ratelimit;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.ratelimit.RateLimits.Decision;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds requests against the limits that their tenant has set for their kind. Identities do not
 * name the tenant: whoever is not verified would gain by naming another.
 */
public final class RouteLimits {
  private final RateLimits limits;
  private final LimitPlans plans;

  RouteLimits(RateLimits limits, LimitPlans plans) {
    this.limits = limits;
    this.plans = plans;
  }

  /**
   * Counts one request at a door of sign-in.
   *
   * @param identity who asks, such as an address
   * @param path the door; each has a count of its own
   */
  public Decision takeAtDoor(TenantId tenant, String identity, String path) {
    return take(tenant, identity, RouteClass.AUTH, path);
  }

  /** Counts one request of somebody who is not verified. */
  Decision take(TenantId tenant, String identity, RouteClass routes, String path) {
    return plans
        .of(tenant)
        .map(plan -> limits.take(charges(plan, identity, routes, path)))
        .orElse(Decision.UNLIMITED);
  }

  /** Counts one request of a verified caller, for all of the tenant too. */
  Decision takeVerified(TenantId tenant, String identity, RouteClass routes, String path) {
    return plans
        .of(tenant)
        .map(plan -> limits.take(withTenant(charges(plan, identity, routes, path), plan, tenant)))
        .orElse(Decision.UNLIMITED);
  }

  /** Counts one request against a limit that its verified caller brings, in place of its kind's. */
  Decision takeOwn(TenantId tenant, Charge own) {
    return plans
        .of(tenant)
        .map(plan -> limits.take(withTenant(List.of(own), plan, tenant)))
        .orElse(Decision.UNLIMITED);
  }

  private static List<Charge> charges(
      LimitPlan plan, String identity, RouteClass routes, String path) {
    List<RateLimit> ofPath = plan.paths().get(path);
    boolean apart = ofPath != null || routes == RouteClass.AUTH;
    List<RateLimit> held = ofPath == null ? plan.of(routes) : ofPath;
    List<Charge> charges = new ArrayList<>();
    for (int i = 0; i < held.size(); i++) {
      String counted = identity + " " + (apart ? path : routes.wireName()) + " " + i;
      charges.add(new Charge(counted, held.get(i), plan.countsRefused()));
    }
    return charges;
  }

  // Strangers never spend what a tenant has for its own.
  private static List<Charge> withTenant(List<Charge> own, LimitPlan plan, TenantId tenant) {
    List<Charge> charges = new ArrayList<>(own);
    for (int i = 0; i < plan.tenant().size(); i++) {
      charges.add(new Charge("tenant " + tenant.value() + " " + i, plan.tenant().get(i)));
    }
    return charges;
  }
}
