package dev.countersign.server.spending;

import dev.countersign.server.access.Caller;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.ledger.Allowance;
import dev.countersign.server.ledger.Refusal;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.RoundTrip;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.spending.JdbcSpending.Count;
import dev.countersign.server.spending.JdbcSpending.Counter;
import dev.countersign.server.spending.JdbcSpendingLimits.Held;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Spending limits, and what people under one have spent: counted where it is posted or held, and
 * given back where a hold lets go of it; what was paid and is reversed stays counted. A person's
 * own limit goes before the tenant's usual one of the same asset and period. Thread-safe.
 */
@Component
public final class SpendingLimits {
  private final JdbcSpendingLimits limits;
  private final JdbcSpending spending;
  private final TenantTransactions transactions;
  private final AuditTrail audit;
  private final IdGenerator ids;
  private final InstantSource clock;

  SpendingLimits(
      JdbcSpendingLimits limits,
      JdbcSpending spending,
      TenantTransactions transactions,
      AuditTrail audit,
      IdGenerator ids,
      InstantSource clock) {
    this.limits = limits;
    this.spending = spending;
    this.transactions = transactions;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /** Whoever spends an asset. */
  public record Spender(TenantId tenant, UserId user, String asset) {}

  /**
   * A person's own limits, or a tenant's usual ones.
   *
   * @param user {@code null} for the usual ones
   */
  public List<Limit> of(TenantId tenant, @Nullable UserId user) {
    return transactions.in(tenant, () -> limits.of(tenant, user));
  }

  /** Replaces them all. */
  public void set(Caller administrator, @Nullable UserId user, List<Limit> wanted) {
    TenantId tenant = administrator.tenant();
    Instant now = StoredTime.now(clock);
    transactions.run(
        tenant,
        () -> {
          limits.closeGate(tenant);
          limits.clear(tenant, user);
          wanted.forEach(limit -> limits.insert(ids.next(), tenant, user, limit, now));
          audit.record(
              Happening.about(tenant, AuditEventType.SPENDING_LIMITS_CHANGED, user)
                  .by(administrator)
                  .with(
                      Map.of(
                          "limits",
                          wanted.stream()
                              .map(limit ->
                                  limit.amountMinor()
                                      + " "
                                      + limit.asset()
                                      + " "
                                      + limit.period().wireName())
                              .toList())));
        });
  }

  /** What holds for somebody, and how far it is used. */
  public List<Spent> spent(TenantId tenant, UserId user) {
    Instant now = clock.instant();
    return transactions.in(
        tenant,
        () -> {
          Map<String, Limit> holding = new HashMap<>();
          limits.of(tenant, null).forEach(limit -> holding.put(name(limit), limit));
          limits.of(tenant, user).forEach(limit -> holding.put(name(limit), limit));
          return holding.values().stream()
              .sorted(Comparator.comparing(Limit::asset).thenComparing(Limit::period))
              .map(limit -> {
                Counter counter =
                    new Counter(
                        tenant, user, limit.asset(), limit.period(), limit.period().begins(now));
                return new Spent(limit, spending.spent(counter), limit.period().ends(now));
              })
              .toList();
        });
  }

  /**
   * What a batch is bounded by, and what it may give back to.
   *
   * @param allowances what each may still spend
   * @param holds on what the holds were made that the batch may let go of
   */
  public record Locked(
      Map<Spender, List<Allowance>> allowances, Map<PaymentId, List<Allowance.OnHold>> holds) {
    private static final Locked NOTHING = new Locked(Map.of(), Map.of());

    public List<Allowance> of(Spender spender) {
      return allowances.getOrDefault(spender, List.of());
    }

    public List<Allowance.OnHold> of(PaymentId hold) {
      return holds.getOrDefault(hold, List.of());
    }
  }

  /**
   * Asks what limits hold for each; none of them changes until the transaction ends. What they may
   * still spend is told, and locked, when the answer is taken.
   *
   * @param freed holds that may be let go of, to whose counters something may be given back
   */
  public Function<Instant, Locked> ask(
      Collection<Spender> spenders, Collection<PaymentId> freed, RoundTrip trip) {
    Supplier<List<Held>> held =
        spenders.isEmpty() ? List::of : JdbcSpendingLimits.holding(spenders, trip);
    return now -> {
      List<JdbcSpending.OnHold> onHold = freed.isEmpty() ? List.of() : spending.onHold(freed);
      return held.get().isEmpty() && onHold.isEmpty()
          ? Locked.NOTHING
          : lock(spenders, held.get(), onHold, now);
    };
  }

  private Locked lock(
      Collection<Spender> spenders,
      List<Held> held,
      List<JdbcSpending.OnHold> onHold,
      Instant now) {
    Map<Spender, Map<Period, Limit>> holding = new HashMap<>();
    Set<Counter> counters = new TreeSet<>();
    Map<PaymentId, List<Allowance.OnHold>> holds = new HashMap<>();
    for (JdbcSpending.OnHold one : onHold) {
      counters.add(one.counter());
      holds
          .computeIfAbsent(one.hold(), none -> new ArrayList<>())
          .add(
              new Allowance.OnHold(
                  one.counter().tenant(),
                  one.hold(),
                  one.id(),
                  Refusal.Reason.SPENDING_LIMIT_EXCEEDED));
    }
    for (Spender spender : spenders) {
      Map<Period, Limit> own = holding(spender, held);
      holding.put(spender, own);
      for (Period period : own.keySet()) {
        counters.add(counter(spender, period, now));
      }
    }
    if (counters.isEmpty()) {
      return Locked.NOTHING;
    }
    List<UUID> fresh = counters.stream().map(counter -> ids.next()).toList();
    Map<Counter, Count> counts = spending.lock(List.copyOf(counters), fresh);
    Map<Spender, List<Allowance>> allowances = new HashMap<>();
    holding.forEach((spender, own) -> {
      List<Allowance> its = new ArrayList<>();
      own.forEach((period, limit) -> {
        Count count = Objects.requireNonNull(counts.get(counter(spender, period, now)));
        its.add(
            new Allowance(
                count.id(),
                spender.asset(),
                Math.max(0, limit.amountMinor() - count.spentMinor()),
                Long.MAX_VALUE,
                Refusal.Reason.SPENDING_LIMIT_EXCEEDED));
      });
      allowances.put(spender, its);
    });
    return new Locked(allowances, holds);
  }

  /**
   * Counts what was spent, less what was given back, in the transaction in which the counters were
   * locked.
   *
   * @param holds what is to be given back when it is let go
   */
  public void add(List<Allowance.Draw> draws, List<Allowance.OnHold> holds) {
    if (!draws.isEmpty()) {
      spending.add(draws);
    }
    if (!holds.isEmpty()) {
      spending.note(holds);
    }
  }

  private static Map<Period, Limit> holding(Spender spender, List<Held> held) {
    Map<Period, Limit> usual = new HashMap<>();
    Map<Period, Limit> own = new HashMap<>();
    for (Held one : held) {
      if (one.tenant().equals(spender.tenant()) && one.limit().asset().equals(spender.asset())) {
        if (one.user() == null) {
          usual.put(one.limit().period(), one.limit());
        } else if (one.user().equals(spender.user())) {
          own.put(one.limit().period(), one.limit());
        }
      }
    }
    usual.putAll(own);
    return usual;
  }

  private static Counter counter(Spender spender, Period period, Instant now) {
    return new Counter(
        spender.tenant(), spender.user(), spender.asset(), period, period.begins(now));
  }

  private static String name(Limit limit) {
    return limit.asset() + " " + limit.period().wireName();
  }
}
