package dev.countersign.server.ratelimit;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/** What an operator sees of the limits. */
final class LimitMeters implements MeterBinder {
  private final RequestLimits requests;
  private final WindowTable windows;
  private final RedisSharing sharing;
  private final FailureAlarm alarm;

  LimitMeters(
      RequestLimits requests, WindowTable windows, RedisSharing sharing, FailureAlarm alarm) {
    this.requests = requests;
    this.windows = windows;
    this.sharing = sharing;
    this.alarm = alarm;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (RouteClass routes : RouteClass.values()) {
      count(registry, routes, "admitted", it -> it.admitted(routes));
      count(registry, routes, "refused", it -> it.refused(routes));
    }
    Gauge.builder("countersign.limits.windows", windows, WindowTable::windows)
        .description("Callers that are counted in memory")
        .register(registry);
    FunctionCounter.builder("countersign.limits.evictions", windows, WindowTable::evictions)
        .description("Callers whose count had to give way to others; more than a few are a flood")
        .register(registry);
    Gauge.builder("countersign.limits.apart", sharing, it -> it.isApart() ? 1 : 0)
        .description("1 while Redis is away and each node holds its share of every limit")
        .register(registry);
    FunctionCounter.builder("countersign.limits.counted_apart", sharing, RedisSharing::countedApart)
        .description("Requests held against this node's share while Redis was away")
        .register(registry);
    FunctionCounter.builder("countersign.limits.alarms", alarm, FailureAlarm::raised)
        .description("Names under which sign-ins failed again and again")
        .register(registry);
  }

  private void count(
      MeterRegistry registry,
      RouteClass routes,
      String outcome,
      ToDoubleFunction<RequestLimits> count) {
    FunctionCounter.builder("countersign.limits.requests", requests, count)
        .tag("class", routes.wireName())
        .tag("outcome", outcome)
        .description("Requests that were within their limits, and that were too many")
        .register(registry);
  }
}
