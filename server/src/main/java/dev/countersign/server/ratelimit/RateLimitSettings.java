package dev.countersign.server.ratelimit;

import dev.countersign.server.platform.config.StartRefusedException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.core.env.PropertyResolver;

/**
 * The operator's limits: {@code COUNTERSIGN_LIMITS=off}; {@code COUNTERSIGN_LIMITS_TIERS}, and what
 * differs from it, {@code COUNTERSIGN_LIMITS_AUTH|WRITE|READ|ADMIN|DEFAULT=10/1m}; and {@code
 * COUNTERSIGN_LIMITS_FAILURES=5/15m} for sign-ins that may fail under one name.
 *
 * @param nodesExpected how many nodes share the limits, where Redis has not been there to tell:
 *     {@code COUNTERSIGN_LIMITS_NODES}
 */
record RateLimitSettings(boolean on, LimitPlan plan, RateLimit failures, int nodesExpected) {
  private static final String KEY = "countersign.limits";

  /** YAML reads a bare {@code off} as false. */
  private static final Set<String> OFF = Set.of("off", "false");

  private static final Set<String> ON = Set.of("on", "true");

  private static final RateLimit USUAL_FAILURES = new RateLimit(5, Duration.ofMinutes(15));

  /** Settings that cannot be understood stop the start, with the variable's name. */
  static RateLimitSettings of(PropertyResolver properties) {
    String state = properties.getProperty(KEY, "on").toLowerCase(Locale.ROOT);
    if (!ON.contains(state) && !OFF.contains(state)) {
      throw new StartRefusedException("COUNTERSIGN_LIMITS must be on or off.");
    }
    LimitPlan usual = tiers(properties).plan();
    Map<RouteClass, List<RateLimit>> classes = new EnumMap<>(RouteClass.class);
    for (RouteClass routes : RouteClass.values()) {
      classes.put(routes, limits(properties, routes.name(), usual.of(routes)));
    }
    LimitPlan plan =
        new LimitPlan(
            usual.tiers(),
            classes,
            usual.paths(),
            limits(properties, "TENANT", usual.tenant()),
            usual.countsRefused());
    List<RateLimit> failures = limits(properties, "FAILURES", List.of(USUAL_FAILURES));
    if (failures.size() > 1) {
      throw refused("FAILURES");
    }
    return new RateLimitSettings(
        ON.contains(state), plan, failures.getFirst(), nodesExpected(properties));
  }

  private static int nodesExpected(PropertyResolver properties) {
    String text = properties.getProperty(KEY + ".nodes", "2").strip();
    if (!text.matches("[1-9][0-9]{0,2}")) {
      throw new StartRefusedException("COUNTERSIGN_LIMITS_NODES must be a number from 1 to 999.");
    }
    return Integer.parseInt(text);
  }

  private static LimitTiers tiers(PropertyResolver properties) {
    String name = properties.getProperty(KEY + ".tiers", LimitTiers.COUNTERSIGN.wireName());
    return LimitTiers.ofWireName(name.strip().toLowerCase(Locale.ROOT))
        .orElseThrow(() ->
            new StartRefusedException(
                "COUNTERSIGN_LIMITS_TIERS must be one of " + LimitTiers.names() + "."));
  }

  private static List<RateLimit> limits(
      PropertyResolver properties, String name, List<RateLimit> usual) {
    String set = properties.getProperty(KEY + "." + name.toLowerCase(Locale.ROOT));
    if (set == null) {
      return usual;
    }
    try {
      return Arrays.stream(set.split(",", -1)).map(RateLimit::parse).toList();
    } catch (IllegalArgumentException _) {
      throw refused(name);
    }
  }

  private static StartRefusedException refused(String name) {
    return new StartRefusedException(
        "COUNTERSIGN_LIMITS_"
            + name
            + " must look like 10/1m: requests, slash, period in s, m or h"
            + (name.equals("FAILURES") ? "." : "; several are separated by commas."));
  }
}
