package dev.countersign.server.ratelimit;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Sets of limits to choose or begin from. */
enum LimitTiers {
  /** By kind of request, each {@linkplain RouteClass with its usual limit}. */
  COUNTERSIGN,
  /** The same as Fog-compute has them: what is refused counts too. */
  FOG,
  /**
   * Tiers as Payymo has them: single limits for the doors, and for the rest a minute's and an
   * hour's.
   */
  PAYYMO;

  /** Programs that ask for many, whose secrets nobody guesses. */
  private static final Map<String, List<RateLimit>> PROGRAMS =
      Map.of(
          "/oauth2/introspect", limits("6000/1m"),
          "/oauth2/token", limits("600/1m"),
          "/oauth2/revoke", limits("600/1m"));

  private static final List<RateLimit> PAYYMO_USUAL = limits("100/1m", "1000/1h");
  private static final Map<String, List<RateLimit>> PAYYMO_PATHS =
      Map.of(
          "/v1/auth/login", limits("10/1m"),
          "/v1/auth/refresh", limits("20/1m"),
          "/v1/auth/register", limits("5/1h", "20/24h"),
          "/oauth2/introspect", limits("30/1m"));

  LimitPlan plan() {
    Map<RouteClass, List<RateLimit>> classes = new EnumMap<>(RouteClass.class);
    for (RouteClass routes : RouteClass.values()) {
      classes.put(routes, this == PAYYMO ? PAYYMO_USUAL : List.of(routes.usual()));
    }
    return new LimitPlan(
        this, classes, this == PAYYMO ? PAYYMO_PATHS : PROGRAMS, List.of(), this == FOG);
  }

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<LimitTiers> ofWireName(String name) {
    return Arrays.stream(values()).filter(tiers -> tiers.wireName().equals(name)).findFirst();
  }

  static String names() {
    return Arrays.stream(values()).map(LimitTiers::wireName).collect(Collectors.joining(", "));
  }

  private static List<RateLimit> limits(String... texts) {
    return Arrays.stream(texts).map(RateLimit::parse).toList();
  }
}
