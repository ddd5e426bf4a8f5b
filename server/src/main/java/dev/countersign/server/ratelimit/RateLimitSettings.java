package dev.countersign.server.ratelimit;

import dev.countersign.server.platform.config.StartRefusedException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.core.env.PropertyResolver;

/**
 * The operator's limits: {@code COUNTERSIGN_LIMITS=off}, and {@code
 * COUNTERSIGN_LIMITS_AUTH|WRITE|READ|ADMIN|DEFAULT=10/1m}, and {@code
 * COUNTERSIGN_LIMITS_FAILURES=5/15m} for sign-ins that may fail under one name.
 */
record RateLimitSettings(boolean on, Map<RouteClass, RateLimit> limits, RateLimit failures) {
  private static final String KEY = "countersign.limits";

  /** YAML reads a bare {@code off} as false. */
  private static final Set<String> OFF = Set.of("off", "false");

  private static final Set<String> ON = Set.of("on", "true");

  private static final RateLimit USUAL_FAILURES = new RateLimit(5, Duration.ofMinutes(15));

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
      limits.put(routes, limit(properties, routes.name(), routes.usual()));
    }
    return new RateLimitSettings(
        ON.contains(state), limits, limit(properties, "FAILURES", USUAL_FAILURES));
  }

  private static RateLimit limit(PropertyResolver properties, String name, RateLimit usual) {
    String set = properties.getProperty(KEY + "." + name.toLowerCase(Locale.ROOT));
    if (set == null) {
      return usual;
    }
    try {
      return RateLimit.parse(set);
    } catch (IllegalArgumentException _) {
      throw new StartRefusedException(
          "COUNTERSIGN_LIMITS_"
              + name
              + " must look like 10/1m: requests, slash, period in s, m"
              + " or h.");
    }
  }
}
