package dev.countersign.server.ratelimit;

import dev.countersign.server.platform.config.StartRefusedException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.core.env.PropertyResolver;

/**
 * The operator's limits: {@code COUNTERSIGN_LIMITS=off}, and {@code
 * COUNTERSIGN_LIMITS_AUTH|WRITE|READ|ADMIN|DEFAULT=10/1m}.
 */
record RateLimitSettings(boolean on, Map<RouteClass, RateLimit> limits) {
  private static final String KEY = "countersign.limits";

  /** YAML reads a bare {@code off} as false. */
  private static final Set<String> OFF = Set.of("off", "false");

  private static final Set<String> ON = Set.of("on", "true");

  RateLimitSettings {
    limits = Map.copyOf(limits);
  }

  /** Settings that cannot be understood stop the start, with the variable's name. */
  static RateLimitSettings of(PropertyResolver properties) {
    String state = properties.getProperty(KEY, "on").toLowerCase(Locale.ROOT);
    if (!ON.contains(state) && !OFF.contains(state)) {
      throw new StartRefusedException("COUNTERSIGN_LIMITS must be on or off.");
    }
    Map<RouteClass, RateLimit> limits = new EnumMap<>(RouteClass.class);
    for (RouteClass routes : RouteClass.values()) {
      limits.put(routes, limit(properties, routes));
    }
    return new RateLimitSettings(ON.contains(state), limits);
  }

  private static RateLimit limit(PropertyResolver properties, RouteClass routes) {
    String set = properties.getProperty(KEY + "." + routes.name().toLowerCase(Locale.ROOT));
    if (set == null) {
      return routes.usual();
    }
    try {
      return RateLimit.parse(set);
    } catch (IllegalArgumentException _) {
      throw new StartRefusedException(
          "COUNTERSIGN_LIMITS_"
              + routes
              + " must look like 10/1m: requests, slash, period in s, m"
              + " or h.");
    }
  }
}
