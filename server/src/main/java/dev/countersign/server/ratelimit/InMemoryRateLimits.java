package dev.countersign.server.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * Limits of one node, held in memory.
 *
 * <p>Callers are forgotten when they have been silent for a period, and the least used ones earlier
 * when there are too many. One that has reached its limit weighs nothing and is therefore never
 * among those: a flood of fresh addresses sets nobody free. There cannot be too many of these,
 * because each has cost a whole limit of requests within the period.
 */
final class InMemoryRateLimits implements RateLimits {
  static final int CALLERS_MAX = 100_000;

  private final Map<RouteClass, Limiter> limiters = new EnumMap<>(RouteClass.class);

  InMemoryRateLimits(Map<RouteClass, RateLimit> limits, Ticker ticker, int callersMax) {
    limits.forEach((routes, limit) -> limiters.put(routes, new Limiter(limit, ticker, callersMax)));
  }

  @Override
  public Decision check(RouteClass routes, String identifier) {
    Limiter limiter = limiters.get(routes);
    return limiter == null ? Decision.UNLIMITED : limiter.check(identifier);
  }

  private static final class Limiter {
    private final RateLimit limit;
    private final Ticker ticker;
    private final Cache<String, SlidingWindow> callers;

    Limiter(RateLimit limit, Ticker ticker, int callersMax) {
      this.limit = limit;
      this.ticker = ticker;
      // A part longer than the period: by then the window of a silent caller is empty.
      Duration silence =
          limit.period().plus(limit.period().dividedBy(SlidingWindow.PARTS)).plusSeconds(1);
      this.callers =
          Caffeine.newBuilder()
              .ticker(ticker)
              .executor(Runnable::run)
              .expireAfterAccess(silence)
              .maximumWeight(callersMax)
              .weigher((String _, SlidingWindow window) -> window.isExhausted() ? 0 : 1)
              .build();
    }

    Decision check(String identifier) {
      Decision[] decision = new Decision[1];
      // Computing is atomic per caller, and weighs the window anew.
      callers
          .asMap()
          .compute(
              identifier,
              (_, known) -> {
                long now = ticker.read();
                SlidingWindow window = known == null ? new SlidingWindow(limit, now) : known;
                decision[0] = window.check(now);
                return window;
              });
      return decision[0];
    }
  }
}
