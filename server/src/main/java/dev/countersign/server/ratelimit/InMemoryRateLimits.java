package dev.countersign.server.ratelimit;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Limits of one node, held in memory. Empty windows are dropped every five minutes. */
final class InMemoryRateLimits implements RateLimits {
  static final long SWEEP_NANOS = 300_000_000_000L;

  private final WindowTable table;
  private final Ticker ticker;
  private final byte[] secret;
  private final AtomicLong sweepAt;

  /**
   * @param secret under which identities are hashed
   */
  InMemoryRateLimits(WindowTable table, Ticker ticker, byte[] secret) {
    this.table = table;
    this.ticker = ticker;
    this.secret = secret.clone();
    this.sweepAt = new AtomicLong(ticker.read() + SWEEP_NANOS);
  }

  @Override
  public Decision take(List<Charge> charges) {
    long now = ticker.read();
    sweepWhenDue(now);
    Decision tightest = Decision.UNLIMITED;
    for (int i = 0; i < charges.size(); i++) {
      Decision decision = take(charges.get(i), now);
      if (!decision.admitted()) {
        charges.subList(0, i).forEach(charge -> giveBack(charge, now));
        return decision;
      }
      tightest = tightest.tighter(decision);
    }
    return tightest;
  }

  /** What a request would be told that one of the limits refuses; nothing is counted. */
  Optional<Decision> refusal(List<Charge> charges) {
    long now = ticker.read();
    return charges.stream()
        .filter(charge -> !charge.countsRefused())
        .flatMap(charge ->
            table
                .with(
                    key(charge),
                    charge.limit().period(),
                    now,
                    window -> Optional.ofNullable(window.refusal(charge.limit(), now)))
                .stream())
        .findFirst();
  }

  /** Counts a request that something else has admitted. */
  void count(List<Charge> charges) {
    long now = ticker.read();
    sweepWhenDue(now);
    for (Charge charge : charges) {
      var _ =
          table.with(
              key(charge),
              charge.limit().period(),
              now,
              window -> {
                window.count(charge.limit(), now);
                return window;
              });
    }
  }

  private Decision take(Charge charge, long now) {
    return table.with(
        key(charge),
        charge.limit().period(),
        now,
        window -> window.take(charge.limit(), charge.countsRefused(), now));
  }

  private void giveBack(Charge charge, long now) {
    var _ =
        table.with(
            key(charge),
            charge.limit().period(),
            now,
            window -> {
              window.giveBack(now);
              return window;
            });
  }

  private CallerKey key(Charge charge) {
    return CallerKey.of(secret, charge.identity());
  }

  // On a thread of its own: whoever asks does not wait for it.
  private void sweepWhenDue(long now) {
    long due = sweepAt.get();
    if (now - due >= 0 && sweepAt.compareAndSet(due, now + SWEEP_NANOS)) {
      var _ = Thread.ofVirtual().name("rate-limits-sweep").start(() -> table.sweep(now));
    }
  }
}
