package dev.countersign.server.ratelimit;

import java.util.List;
import java.util.Map;

/**
 * The limits of one tenant.
 *
 * @param tiers what it was made from
 * @param classes one or several limits for each kind of requests
 * @param paths limits of single paths, in place of their kind's
 * @param tenant limits for all of the tenant's requests together; none where there are none
 * @param countsRefused whether refused requests count too
 */
record LimitPlan(
    LimitTiers tiers,
    Map<RouteClass, List<RateLimit>> classes,
    Map<String, List<RateLimit>> paths,
    List<RateLimit> tenant,
    boolean countsRefused) {
  LimitPlan {
    classes = Map.copyOf(classes);
    paths = Map.copyOf(paths);
    tenant = List.copyOf(tenant);
  }

  /** What holds for one path: its own limits, or else those of its kind. */
  List<RateLimit> of(RouteClass routes, String path) {
    return paths.getOrDefault(path, of(routes));
  }

  List<RateLimit> of(RouteClass routes) {
    return classes.getOrDefault(routes, List.of());
  }
}
