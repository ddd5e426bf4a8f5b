package dev.countersign.server.ratelimit;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

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
    return take(charges, this::take);
  }

  /** The same for one of several nodes, which cannot ask Redis about the others. */
  Decision takeApart(List<Charge> charges, int nodes) {
    return take(
        charges,
        (charge, now) ->
            with(
                charge,
                now,
                window -> window.takeApart(charge.limit(), nodes, charge.countsRefused(), now)));
  }

  private Decision take(List<Charge> charges, BiFunction<Charge, Long, Decision> take) {
    long now = ticker.read();
    sweepWhenDue(now);
    Decision tightest = Decision.UNLIMITED;
    for (int i = 0; i < charges.size(); i++) {
      Decision decision = take.apply(charges.get(i), now);
      if (!decision.admitted()) {
        charges.subList(0, i).forEach(charge -> giveBack(charge, now));
        return decision;
      }
      tightest = tightest.tighter(decision);
    }
    return tightest;
  }

  @Override
  public Optional<Decision> refusal(List<Charge> charges) {
    long now = ticker.read();
    return charges.stream()
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

  /** What a state of Redis has to be told of each count; it counts as told with that. */
  int[] tell(List<Charge> charges, long state) {
    long now = ticker.read();
    sweepWhenDue(now);
    return charges.stream()
        .mapToInt(charge -> with(charge, now, window -> window.tell(charge.limit(), state, now)))
        .toArray();
  }

  /** What was to be told did not arrive. */
  void owe(List<Charge> charges, int[] debts) {
    long now = ticker.read();
    for (int i = 0; i < debts.length; i++) {
      int debt = debts[i];
      if (debt > 0) {
        change(charges.get(i), now, window -> window.owe(debt));
      }
    }
  }

  /**
   * What Redis has said of a request.
   *
   * @param admitted whether it admitted it
   * @param everywhere how many count at all of so many nodes
   */
  void hear(Charge charge, boolean admitted, long everywhere, int nodes) {
    long now = ticker.read();
    change(
        charge,
        now,
        window -> {
          if (admitted) {
            window.count(charge.limit(), now);
          }
          window.hear(charge.limit(), everywhere, nodes, now);
        });
  }

  private Decision take(Charge charge, long now) {
    return with(charge, now, window -> window.take(charge.limit(), charge.countsRefused(), now));
  }

  private <T> T with(Charge charge, long now, Function<SlidingWindow, T> use) {
    return table.with(key(charge), charge.limit().period(), now, use);
  }

  private void change(Charge charge, long now, Consumer<SlidingWindow> change) {
    var _ =
        with(
            charge,
            now,
            window -> {
              change.accept(window);
              return window;
            });
  }

  private void giveBack(Charge charge, long now) {
    change(charge, now, window -> window.giveBack(now));
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
