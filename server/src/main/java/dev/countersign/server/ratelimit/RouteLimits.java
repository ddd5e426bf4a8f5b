package dev.countersign.server.ratelimit;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.ratelimit.RateLimits.Decision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Holds requests against the limits that their tenant has set for their kind.
 *
 * <p>A stranger is counted in all tenants together, against what the tenant they call admits or the
 * installation, whichever is more: naming another tenant buys nothing. A tenant that admits less
 * counts them once more by itself.
 */
public final class RouteLimits {
  private final RateLimits limits;
  private final LimitPlans plans;
  private final LimitPlan usual;

  /**
   * @param usual the limits of the installation
   */
  RouteLimits(RateLimits limits, LimitPlans plans, LimitPlan usual) {
    this.limits = limits;
    this.plans = plans;
    this.usual = usual;
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
        .map(plan -> limits.take(ofStranger(plan, tenant, identity, routes, path)))
        .orElse(Decision.UNLIMITED);
  }

  /** What a stranger would be told who has asked too often already; nothing is counted. */
  Optional<Decision> refusal(TenantId tenant, String identity, RouteClass routes, String path) {
    return plans
        .of(tenant)
        .flatMap(plan -> limits.refusal(ofStranger(plan, tenant, identity, routes, path)));
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
    String counted = identity + " " + what(plan, routes, path);
    List<RateLimit> held = plan.of(routes, path);
    List<Charge> charges = new ArrayList<>();
    for (int i = 0; i < held.size(); i++) {
      charges.add(new Charge(counted + " " + i, held.get(i), plan.countsRefused()));
    }
    return charges;
  }

  private List<Charge> ofStranger(
      LimitPlan plan, TenantId tenant, String identity, RouteClass routes, String path) {
    String counted = identity + " " + what(plan, routes, path) + " ";
    Map<Duration, Integer> everywhere = byPeriod(usual.of(routes, path));
    List<Charge> charges = new ArrayList<>();
    byPeriod(plan.of(routes, path))
        .forEach((period, requests) -> {
          int most = Math.max(requests, everywhere.getOrDefault(period, requests));
          String name = counted + period.toSeconds() + "s";
          charges.add(new Charge(name, new RateLimit(most, period), plan.countsRefused()));
          if (requests < most) {
            charges.add(
                new Charge(
                    "tenant " + tenant.value() + " " + name,
                    new RateLimit(requests, period),
                    plan.countsRefused()));
          }
        });
    return charges;
  }

  private static String what(LimitPlan plan, RouteClass routes, String path) {
    return plan.paths().containsKey(path) || routes == RouteClass.AUTH ? path : routes.wireName();
  }

  private static Map<Duration, Integer> byPeriod(List<RateLimit> limits) {
    Map<Duration, Integer> tightest = new TreeMap<>();
    limits.forEach(limit -> tightest.merge(limit.period(), limit.requests(), Math::min));
    return tightest;
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
