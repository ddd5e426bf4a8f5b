package dev.countersign.server.ledger;

import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.ledger.AccountStandings.Change;
import dev.countersign.server.ledger.AccountStandings.Outcome;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.TenantTransactions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recomputes the ledger, every night and when asked, and stops debits of the accounts that damage
 * concerns until somebody thaws them.
 */
public final class IntegrityRun {
  private static final Logger LOG = LoggerFactory.getLogger(IntegrityRun.class);
  private static final int FINDINGS_TOLD_MAX = 10;

  private final DataSource application;
  private final TenantTransactions transactions;
  private final JdbcDamagedAccounts damaged;
  private final AccountStandings standings;
  private final AuditTrail audit;
  private final Consumer<LedgerDamaged> events;

  IntegrityRun(
      DataSource application,
      TenantTransactions transactions,
      JdbcDamagedAccounts damaged,
      AccountStandings standings,
      AuditTrail audit,
      Consumer<LedgerDamaged> events) {
    this.application = application;
    this.transactions = transactions;
    this.damaged = damaged;
    this.standings = standings;
    this.audit = audit;
    this.events = events;
  }

  /** Looks through everything, unless another node is at it; then there is no report. */
  public Optional<LedgerVerification.Report> run() {
    Optional<LedgerVerification.Report> report = JdbcLedgerVerification.runAlone(application);
    report.ifPresent(found -> {
      found
          .findings()
          .forEach(finding ->
              LOG.atError().addKeyValue("finding", finding.text()).log("The ledger is damaged"));
      stopDebits(found);
    });
    return report;
  }

  /** Freezes the accounts that findings concern; says how many were not frozen before. */
  int stopDebits(LedgerVerification.Report report) {
    Map<AccountId, List<String>> concerned =
        transactions.acrossTenants(() -> concerned(report.findings()));
    Map<AccountId, TenantId> tenants =
        transactions.acrossTenants(() -> damaged.tenants(concerned.keySet()));
    int frozen = 0;
    for (Map.Entry<AccountId, TenantId> of : tenants.entrySet()) {
      AccountId account = of.getKey();
      TenantId tenant = of.getValue();
      List<String> findings = concerned.getOrDefault(account, List.of());
      frozen += transactions.in(tenant, () -> stopDebits(tenant, account, findings)) ? 1 : 0;
    }
    return frozen;
  }

  private Map<AccountId, List<String>> concerned(List<LedgerFinding> findings) {
    Map<AccountId, List<String>> concerned = new HashMap<>();
    Map<PaymentId, Set<AccountId>> touched =
        damaged.ofPayments(
            findings.stream()
                .flatMap(finding -> PaymentId.parse(finding.subject()).stream())
                .collect(Collectors.toSet()));
    for (LedgerFinding finding : findings) {
      Set<AccountId> accounts =
          AccountId.parse(finding.subject())
              .map(Set::of)
              .or(() -> PaymentId.parse(finding.subject()).map(touched::get))
              .orElse(Set.of());
      for (AccountId account : accounts) {
        concerned.computeIfAbsent(account, id -> new ArrayList<>()).add(finding.text());
      }
    }
    return concerned;
  }

  // The alert comes once for each account, not again every night that it stays frozen.
  private boolean stopDebits(TenantId tenant, AccountId account, List<String> findings) {
    Outcome outcome =
        standings.freeze(
            new Change(tenant, account, event -> event.with(Map.of("reason", "damaged"))));
    if (outcome instanceof Outcome.Done(Account _, boolean changed) && changed) {
      List<String> told = findings.subList(0, Math.min(findings.size(), FINDINGS_TOLD_MAX));
      audit.record(
          List.of(
              AuditEvent.of(tenant, AuditEventType.LEDGER_DAMAGED)
                  .on("account", account.text())
                  .with(Map.of("findings", told))));
      events.accept(new LedgerDamaged(tenant, account, told));
      return true;
    }
    return false;
  }
}
