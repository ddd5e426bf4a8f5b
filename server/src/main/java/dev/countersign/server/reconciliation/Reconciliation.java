package dev.countersign.server.reconciliation;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.access.Caller;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.ledger.Account;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.ImportId;
import dev.countersign.server.platform.id.LineId;
import dev.countersign.server.platform.id.MatchId;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Holds accounts outside against the ledger's: takes their files in, matches what is the same, and
 * shows what is left. Of one account, one thing at a time.
 */
@Component
class Reconciliation {
  private static final int LINES_MAX = 100_000;

  /** Before anything counted. */
  private static final LocalDate LONG_AGO = LocalDate.of(1900, 1, 1);

  private final JdbcReconciliation store;
  private final OpenEntries entries;
  private final TenantTransactions transactions;
  private final AuditTrail audit;
  private final IdGenerator ids;
  private final InstantSource clock;

  Reconciliation(
      JdbcReconciliation store,
      OpenEntries entries,
      TenantTransactions transactions,
      AuditTrail audit,
      IdGenerator ids,
      InstantSource clock) {
    this.store = store;
    this.entries = entries;
    this.transactions = transactions;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /** A file that is there now. */
  record Imported(StoredImport file, boolean repeated, int matched) {}

  /** What has no counterpart. */
  record Standing(List<StoredLine> lines, List<OpenEntry> entries) {}

  /** Takes a file in, all of it or, where it was there before, nothing; and runs the rules. */
  Imported take(
      Caller by, Account account, FileFormat format, byte[] digest, OutsideStatement file) {
    JdbcReconciliation.Key key = key(account);
    return transactions.in(
        account.tenant(),
        () -> {
          store.lock(key);
          Optional<StoredImport> before = store.findImport(key, digest);
          if (before.isPresent()) {
            return new Imported(before.get(), true, 0);
          }
          List<FreshLine> fresh = FreshLines.of(file, ids);
          Set<String> known = FreshLines.texts(store.known(key, FreshLines.digests(fresh)));
          fresh = fresh.stream().filter(line -> !known.contains(line.digestText())).toList();
          StoredImport taken =
              new StoredImport(
                  new ImportId(ids.next()),
                  format.wireName(),
                  file.lines().size(),
                  fresh.size(),
                  StoredTime.now(clock));
          store.insertImport(key, taken, digest, by.actor());
          store.insertLines(key, taken.id(), fresh);
          int matched = match(account, MatchDays.USUAL);
          tell(
              by,
              AuditEventType.RECONCILIATION_IMPORTED,
              account.id(),
              Map.of("import", taken.id().text(), "lines", taken.lines(), "new", taken.newLines()));
          return new Imported(taken, false, matched);
        });
  }

  /** Runs the rules; answers how many matches there are more. */
  int run(Account account, int days) {
    return transactions.in(
        account.tenant(),
        () -> {
          store.lock(key(account));
          return match(account, days);
        });
  }

  private int match(Account account, int days) {
    List<StoredLine> lines = store.unmatched(key(account), null, LINES_MAX);
    if (lines.isEmpty()) {
      return 0;
    }
    LocalDate first = lines.stream().map(StoredLine::date).min(LocalDate::compareTo).orElseThrow();
    List<OpenEntry> open = entries.since(account, first.minusDays(days));
    List<Pairing<LineId, OpenEntry>> found =
        MatchRules.find(
            lines.stream().map(Reconciliation::candidate).toList(),
            open.stream().map(Reconciliation::candidate).toList(),
            days);
    for (Pairing<LineId, OpenEntry> pairing : found) {
      keep(account, null, pairing, null, 0);
    }
    return found.size();
  }

  Standing standing(Account account) {
    return transactions.in(
        account.tenant(),
        () ->
            new Standing(
                store.unmatched(key(account), null, LINES_MAX),
                store
                    .firstDay(key(account))
                    .map(day -> entries.since(account, day))
                    .orElse(List.of())));
  }

  /** Matches by hand. What belongs together need not be the same sum: the difference is kept. */
  StoredMatch settle(
      Caller by,
      Account account,
      Collection<LineId> lines,
      Collection<PaymentId> payments,
      String reason) {
    return transactions.in(
        account.tenant(),
        () -> {
          store.lock(key(account));
          List<StoredLine> chosen = store.lockLines(key(account), Set.copyOf(lines));
          List<OpenEntry> open =
              payments.isEmpty()
                  ? List.of()
                  : entries.since(account, LONG_AGO).stream()
                      .filter(entry -> payments.contains(entry.payment()))
                      .toList();
          boolean all =
              chosen.size() == new HashSet<>(lines).size()
                  && open.size() == new HashSet<>(payments).size()
                  && chosen.stream().allMatch(line -> line.match() == null);
          if (!all) {
            throw alreadyMatched();
          }
          long difference =
              chosen.stream().mapToLong(StoredLine::amountMinor).sum()
                  - open.stream().mapToLong(OpenEntry::amountMinor).sum();
          StoredMatch match =
              keep(
                  account,
                  by,
                  new Pairing<>(MatchRule.HAND, chosen.stream().map(StoredLine::id).toList(), open),
                  reason,
                  difference);
          tell(
              by,
              AuditEventType.RECONCILIATION_SETTLED,
              account.id(),
              Map.of(
                  "match", match.id().text(),
                  "lines", lines.stream().map(LineId::text).toList(),
                  "payments", payments.stream().map(PaymentId::text).toList(),
                  "difference_minor", difference));
          return match;
        });
  }

  List<StoredMatch> matches(Account account, @Nullable MatchId before, int limit) {
    return transactions.in(account.tenant(), () -> store.matches(key(account), before, limit));
  }

  /** Takes a match back; false where there is none, or it was undone before. */
  boolean undo(Caller by, TenantId tenant, MatchId id, String reason) {
    return transactions.in(
        tenant,
        () -> {
          Optional<AccountId> account =
              store.undo(tenant, id, by.actor(), StoredTime.now(clock), reason);
          account.ifPresent(
              of -> tell(by, AuditEventType.RECONCILIATION_UNDONE, of, Map.of("match", id.text())));
          return account.isPresent();
        });
  }

  private StoredMatch keep(
      Account account,
      @Nullable Caller by,
      Pairing<LineId, OpenEntry> pairing,
      @Nullable String reason,
      long difference) {
    StoredMatch match =
        new StoredMatch(
            new MatchId(ids.next()),
            pairing.rule(),
            reason,
            difference,
            StoredTime.now(clock),
            null);
    if (!store.insertMatch(
        key(account), match, by == null ? null : by.actor(), pairing.lines(), pairing.entries())) {
      throw alreadyMatched();
    }
    return match;
  }

  private void tell(Caller by, AuditEventType type, AccountId account, Map<String, ?> facts) {
    audit.record(
        Happening.about(by.tenant(), type, null).by(by).on("account", account.text()).with(facts));
  }

  private static ProblemException alreadyMatched() {
    return new ProblemException(
        ErrorCode.ALREADY_MATCHED, "A line or a payment of these is not there, or is matched.");
  }

  private static JdbcReconciliation.Key key(Account account) {
    return new JdbcReconciliation.Key(account.tenant(), account.id());
  }

  private static Candidate<LineId> candidate(StoredLine line) {
    return new Candidate<>(line.id(), line.date(), line.amountMinor(), line.reference());
  }

  private static Candidate<OpenEntry> candidate(OpenEntry entry) {
    return new Candidate<>(
        entry,
        LocalDate.ofInstant(entry.effectiveAt(), ZoneOffset.UTC),
        entry.amountMinor(),
        entry.reference());
  }
}
