package dev.countersign.server.reports;

import dev.countersign.api.AccountKind;
import dev.countersign.api.PaymentType;
import dev.countersign.api.TransactionReport;
import dev.countersign.api.TransactionReport.ActiveUser;
import dev.countersign.api.TransactionReport.CurrencyActivity;
import dev.countersign.api.TransactionReport.UserActivity;
import dev.countersign.api.TrialBalance;
import dev.countersign.api.TrialBalance.CurrencyTotal;
import dev.countersign.api.TrialBalance.KindTotal;
import dev.countersign.server.ledger.Assets;
import dev.countersign.server.ledger.LedgerReports;
import dev.countersign.server.ledger.LedgerReports.Activity;
import dev.countersign.server.ledger.LedgerReports.RefusedCount;
import dev.countersign.server.ledger.LedgerReports.Standing;
import dev.countersign.server.ledger.LedgerReports.Volume;
import dev.countersign.server.platform.id.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The ledger's sums in the words of the API. */
@Component
class Reports {
  private final LedgerReports ledger;
  private final Assets assets;

  Reports(LedgerReports ledger, Assets assets) {
    this.ledger = ledger;
    this.assets = assets;
  }

  TrialBalance trialBalance(TenantId tenant, Instant moment, @Nullable Instant at) {
    Map<String, List<Standing>> byAsset =
        ledger.standings(tenant, at).stream()
            .collect(Collectors.groupingBy(Standing::asset, TreeMap::new, Collectors.toList()));
    return new TrialBalance(
        moment,
        byAsset.entrySet().stream()
            .map(asset -> total(tenant, asset.getKey(), asset.getValue()))
            .toList());
  }

  TransactionReport transactions(TenantId tenant, Instant from, Instant to) {
    Activity activity = ledger.activity(tenant, from, to);
    Map<String, BigDecimal> volume = new TreeMap<>();
    activity
        .volumes()
        .forEach(each -> volume.merge(each.asset(), each.amountMinor(), BigDecimal::add));
    Map<String, String> totals = new TreeMap<>();
    volume.forEach((asset, minor) -> totals.put(asset, decimal(tenant, asset, minor)));
    return new TransactionReport(
        from,
        to,
        activity.volumes().stream().mapToLong(Volume::transactions).sum(),
        totals,
        activity.volumes().stream().map(each -> breakdown(tenant, each)).toList(),
        new UserActivity(
            activity.activeUsers(),
            activity.busiest().stream()
                .map(each -> new ActiveUser(each.user().text(), each.transactions()))
                .toList()),
        activity.refused().stream()
            .collect(Collectors.toMap(RefusedCount::reason, RefusedCount::transactions)));
  }

  private CurrencyTotal total(TenantId tenant, String asset, List<Standing> kinds) {
    BigDecimal debits = sum(kinds, Standing::debitsMinor);
    BigDecimal credits = sum(kinds, Standing::creditsMinor);
    return new CurrencyTotal(
        asset,
        decimal(tenant, asset, debits),
        decimal(tenant, asset, credits),
        debits.compareTo(credits) == 0,
        kinds.stream()
            .map(kind ->
                new KindTotal(
                    AccountKind.valueOf(kind.kind().name()),
                    kind.accounts(),
                    decimal(tenant, asset, kind.debitsMinor()),
                    decimal(tenant, asset, kind.creditsMinor())))
            .toList());
  }

  private CurrencyActivity breakdown(TenantId tenant, Volume volume) {
    return new CurrencyActivity(
        volume.asset(),
        PaymentType.valueOf(volume.type().name()),
        volume.transactions(),
        decimal(tenant, volume.asset(), volume.amountMinor()));
  }

  private static BigDecimal sum(List<Standing> kinds, Function<Standing, BigDecimal> part) {
    return kinds.stream().map(part).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  // Sums over all accounts may be more than 64 bits hold.
  private String decimal(TenantId tenant, String code, BigDecimal minor) {
    int scale =
        assets
            .find(tenant, code)
            .orElseThrow(() -> new IllegalStateException("assets never go"))
            .scale();
    return minor.movePointLeft(scale).setScale(scale).toPlainString();
  }
}
