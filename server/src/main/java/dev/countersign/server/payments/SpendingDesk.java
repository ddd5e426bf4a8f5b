package dev.countersign.server.payments;

import dev.countersign.api.SpendingLimit;
import dev.countersign.api.SpendingLimits;
import dev.countersign.server.access.Caller;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.money.Asset;
import dev.countersign.server.platform.money.Money;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.spending.Limit;
import dev.countersign.server.spending.Period;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Says how much people may spend, over the API and elsewhere. What is at fault is told as the API
 * tells it. Thread-safe.
 */
@Component
public final class SpendingDesk {
  private static final int LIMITS_MAX = 100;
  private static final int PERIOD_MAX = 10;

  private final dev.countersign.server.spending.SpendingLimits limits;
  private final Orders orders;

  SpendingDesk(dev.countersign.server.spending.SpendingLimits limits, Orders orders) {
    this.limits = limits;
    this.orders = orders;
  }

  /** A person's own limits, or everybody's usual ones where nobody is named. */
  public SpendingLimits of(TenantId tenant, @Nullable UserId user) {
    return new SpendingLimits(
        limits.of(tenant, user).stream()
            .map(limit ->
                new SpendingLimit(
                    limit.asset(),
                    limit.period().wireName(),
                    decimal(tenant, limit.asset(), limit.amountMinor())))
            .toList());
  }

  /** Replaces them all. */
  public SpendingLimits set(Caller caller, @Nullable UserId user, SpendingLimits request) {
    limits.set(caller, user, read(caller.tenant(), request));
    return of(caller.tenant(), user);
  }

  private List<Limit> read(TenantId tenant, SpendingLimits request) {
    Fields all = new Fields();
    if (request.limits().size() > LIMITS_MAX) {
      all.fault("limits", "too_many", "Give at most " + LIMITS_MAX + " limits.");
      all.verify();
    }
    List<Limit> read = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int at = 0; at < request.limits().size(); at++) {
      Limit limit = read(tenant, request.limits().get(at), at);
      if (!seen.add(limit.asset() + " " + limit.period())) {
        all.fault("limits[" + at + "]", "repeated", "Give one for each currency and period.");
      }
      read.add(limit);
    }
    all.verify();
    return read;
  }

  private Limit read(TenantId tenant, @Nullable SpendingLimit given, int at) {
    Fields fields = Fields.ofItem("limits", at);
    String currency =
        fields.text("currency", given == null ? null : given.currency(), Orders.CURRENCY_MAX);
    String amount = fields.text("amount", given == null ? null : given.amount(), Orders.AMOUNT_MAX);
    Period period =
        fields
            .parsed(
                "period",
                given == null ? null : given.period(),
                PERIOD_MAX,
                Period::find,
                "Give day, week or month.")
            .orElse(Period.DAY);
    fields.verify();
    Asset asset = orders.asset(tenant, currency);
    return new Limit(
        currency, period, Amounts.notNegative("limits[" + at + "].amount", amount, asset));
  }

  private String decimal(TenantId tenant, String code, long minor) {
    return new Money(minor, orders.asset(tenant, code)).text();
  }
}
