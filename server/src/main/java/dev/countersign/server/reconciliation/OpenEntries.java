package dev.countersign.server.reconciliation;

import dev.countersign.server.ledger.Account;
import dev.countersign.server.ledger.AccountPeriods;
import dev.countersign.server.ledger.AccountPeriods.PeriodEntry;
import dev.countersign.server.ledger.AccountPeriods.Query;
import dev.countersign.server.ledger.Sense;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The ledger's entries that wait for a counterpart. */
@Component
class OpenEntries {
  private static final Instant FOR_EVER = Instant.parse("9999-12-31T00:00:00Z");

  private final AccountPeriods periods;
  private final JdbcReconciliation store;

  OpenEntries(AccountPeriods periods, JdbcReconciliation store) {
    this.periods = periods;
    this.store = store;
  }

  /** Those that count from a day on, in that order. */
  List<OpenEntry> since(Account account, LocalDate day) {
    Query query =
        new Query(
            account.tenant(),
            account.id(),
            day.atStartOfDay(ZoneOffset.UTC).toInstant(),
            FOR_EVER,
            Sense.EFFECTIVE);
    Set<Long> matched =
        store.matchedVersions(new JdbcReconciliation.Key(account.tenant(), account.id()));
    List<OpenEntry> open = new ArrayList<>();
    periods.forEach(
        query,
        periods.totals(query),
        entry -> {
          if (!matched.contains(entry.version())) {
            open.add(open(account, entry));
          }
        });
    return open;
  }

  // What comes in outside leaves the account that stands for the outside.
  private static OpenEntry open(Account account, PeriodEntry entry) {
    boolean mirrored = account.kind() == Account.Kind.WORLD;
    return new OpenEntry(
        entry.payment(),
        entry.version(),
        mirrored ? -entry.amountMinor() : entry.amountMinor(),
        entry.reference(),
        entry.effectiveAt());
  }
}
