package dev.countersign.server.ratelimit;

import dev.countersign.api.LimitSettings;
import dev.countersign.server.platform.web.Fields;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A plan as the API and the store tell it: tiers and what differs from them. */
final class PlanSettings {
  private static final int LIMITS_MAX = 4;
  private static final int PATHS_MAX = 100;
  private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._-]{1,64}){1,8}");
  private static final String FORM =
      "Write each as 10/1m: requests, slash, period in s, m or h, a day at most.";

  private final LimitSettings settings;
  private final Fields fields;

  private PlanSettings(LimitSettings settings, Fields fields) {
    this.settings = settings;
    this.fields = fields;
  }

  /** The plan with everything told. */
  static LimitSettings of(LimitPlan plan) {
    Map<String, List<String>> paths = new HashMap<>();
    plan.paths().forEach((path, limits) -> paths.put(path, texts(limits)));
    return new LimitSettings(
        plan.tiers().wireName(),
        texts(plan.of(RouteClass.AUTH)),
        texts(plan.of(RouteClass.WRITE)),
        texts(plan.of(RouteClass.READ)),
        texts(plan.of(RouteClass.ADMIN)),
        texts(plan.of(RouteClass.DEFAULT)),
        paths,
        texts(plan.tenant()),
        plan.countsRefused());
  }

  /**
   * Reads a plan; what is wrong with it is left with the fields, and then it is of no use.
   *
   * @param usual what holds where no tiers are named
   */
  static LimitPlan read(LimitSettings settings, LimitPlan usual, Fields fields) {
    return new PlanSettings(settings, fields).plan(usual);
  }

  private LimitPlan plan(LimitPlan usual) {
    LimitPlan base = base(usual);
    Map<RouteClass, List<RateLimit>> classes = new EnumMap<>(RouteClass.class);
    classes.put(RouteClass.AUTH, some("auth", settings.auth(), base.of(RouteClass.AUTH)));
    classes.put(RouteClass.WRITE, some("write", settings.write(), base.of(RouteClass.WRITE)));
    classes.put(RouteClass.READ, some("read", settings.read(), base.of(RouteClass.READ)));
    classes.put(RouteClass.ADMIN, administrators(base.of(RouteClass.ADMIN)));
    classes.put(RouteClass.DEFAULT, some("default", settings.usual(), base.of(RouteClass.DEFAULT)));
    return new LimitPlan(
        base.tiers(),
        classes,
        paths(base.paths()),
        limits("tenant", settings.tenant(), base.tenant()),
        Objects.requireNonNullElse(settings.countRefused(), base.countsRefused()));
  }

  private LimitPlan base(LimitPlan usual) {
    String named = settings.tiers();
    if (named == null) {
      return usual;
    }
    return LimitTiers.ofWireName(named)
        .map(LimitTiers::plan)
        .orElseGet(() -> {
          fields.fault("tiers", "unknown", "Choose " + LimitTiers.names() + ".");
          return usual;
        });
  }

  // Whoever sets these must be able to set others.
  private List<RateLimit> administrators(List<RateLimit> usual) {
    List<RateLimit> limits = some("admin", settings.admin(), usual);
    if (limits.stream().anyMatch(limit -> limit.requests() < limit.period().toMinutes())) {
      fields.fault("admin", "too_tight", "Leave administrators a request a minute at least.");
    }
    return limits;
  }

  private Map<String, List<RateLimit>> paths(Map<String, List<RateLimit>> usual) {
    Map<String, List<String>> given = settings.paths();
    if (given == null) {
      return usual;
    }
    Map<String, List<RateLimit>> paths = new HashMap<>();
    if (given.size() > PATHS_MAX) {
      fields.fault("paths", "too_many", "Name at most %d paths.".formatted(PATHS_MAX));
      return paths;
    }
    given.forEach((path, limits) -> {
      if (PATH.matcher(path).matches()) {
        paths.put(path, some("paths", limits == null ? List.of() : limits, List.of()));
      } else {
        fields.fault("paths", "malformed", "Name paths such as /v1/auth/login.");
      }
    });
    return paths;
  }

  private List<RateLimit> some(String field, @Nullable List<String> given, List<RateLimit> usual) {
    List<RateLimit> limits = limits(field, given, usual);
    if (given != null && given.isEmpty()) {
      fields.fault(field, "required", "Give one limit at least.");
    }
    return limits;
  }

  private List<RateLimit> limits(
      String field, @Nullable List<String> given, List<RateLimit> usual) {
    if (given == null) {
      return usual;
    }
    if (given.size() > LIMITS_MAX) {
      fields.fault(field, "too_many", "Give at most %d limits.".formatted(LIMITS_MAX));
      return List.of();
    }
    try {
      return given.stream().map(text -> RateLimit.parse(text == null ? "" : text)).toList();
    } catch (IllegalArgumentException none) {
      fields.fault(field, "malformed", FORM);
      return List.of();
    }
  }

  private static List<String> texts(List<RateLimit> limits) {
    return limits.stream().map(RateLimit::text).toList();
  }
}
