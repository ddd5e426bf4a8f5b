package dev.countersign.server.reconciliation;

import dev.countersign.api.ReconciliationEntry;
import dev.countersign.api.ReconciliationImport;
import dev.countersign.api.ReconciliationLine;
import dev.countersign.api.ReconciliationMatch;
import dev.countersign.api.ReconciliationMatchPage;
import dev.countersign.api.ReconciliationStanding;
import dev.countersign.server.access.Caller;
import dev.countersign.server.ledger.Account;
import dev.countersign.server.platform.id.LineId;
import dev.countersign.server.platform.id.MatchId;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.money.Asset;
import dev.countersign.server.platform.money.Money;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reconciliation in the words of the API, for whoever asks over HTTP or at the console. */
@Component
public class ReconciliationDesk {
  private final Reconciliation reconciliation;
  private final ReconciledAccounts accounts;

  ReconciliationDesk(Reconciliation reconciliation, ReconciledAccounts accounts) {
    this.reconciliation = reconciliation;
    this.accounts = accounts;
  }

  /** The named account or, of a currency, the one that stands for everything outside. */
  public Account account(Caller caller, @Nullable String account, @Nullable String currency) {
    return accounts.require(caller, account, currency);
  }

  /** Takes a file in that says by itself what its fields are. */
  public ReconciliationImport take(Caller caller, Account account, FileFormat format, byte[] file) {
    Asset asset = accounts.assetOf(account);
    OutsideStatement statement =
        switch (format) {
          case MT940 -> Mt940Reader.read(FileText.of(file, StandardCharsets.UTF_8), asset);
          case CAMT_053 -> CamtReader.read(file, asset);
          case CSV -> throw new IllegalArgumentException("CSV takes a mapping");
        };
    return taken(caller, account, format, file, statement);
  }

  /** Takes a CSV file in, by what its columns are said to be. */
  ReconciliationImport take(Caller caller, Account account, CsvMapping mapping, byte[] file) {
    return taken(
        caller,
        account,
        FileFormat.CSV,
        file,
        CsvReader.read(file, mapping, accounts.assetOf(account)));
  }

  private ReconciliationImport taken(
      Caller caller, Account account, FileFormat format, byte[] file, OutsideStatement statement) {
    Reconciliation.Imported imported =
        reconciliation.take(caller, account, format, FreshLines.digest(file), statement);
    return new ReconciliationImport(
        imported.file().id().text(),
        account.id().text(),
        imported.file().format(),
        imported.file().lines(),
        imported.file().newLines(),
        imported.repeated(),
        imported.matched());
  }

  /** Runs the rules again; answers how many matches there are more. */
  public int run(Account account, int days) {
    return reconciliation.run(account, days);
  }

  /** What has no counterpart on either side, with some of it. */
  public ReconciliationStanding standing(Account account, int offset, int limit) {
    Asset asset = accounts.assetOf(account);
    Reconciliation.Standing standing = reconciliation.standing(account);
    return new ReconciliationStanding(
        account.id().text(),
        account.asset(),
        standing.lines().size(),
        decimal(standing.lines().stream().mapToLong(StoredLine::amountMinor).sum(), asset),
        standing.entries().size(),
        decimal(standing.entries().stream().mapToLong(OpenEntry::amountMinor).sum(), asset),
        standing.lines().stream().skip(offset).limit(limit).map(each -> line(each, asset)).toList(),
        standing.entries().stream()
            .skip(offset)
            .limit(limit)
            .map(each -> entry(each, asset))
            .toList());
  }

  /** Matches by hand. */
  public ReconciliationMatch settle(
      Caller caller,
      Account account,
      Collection<LineId> lines,
      Collection<PaymentId> payments,
      String reason) {
    return match(
        reconciliation.settle(caller, account, lines, payments, reason), accounts.assetOf(account));
  }

  /** The matches of an account, newest first. */
  public ReconciliationMatchPage matches(Account account, @Nullable MatchId before, int limit) {
    Asset asset = accounts.assetOf(account);
    List<StoredMatch> found = reconciliation.matches(account, before, limit + 1);
    List<ReconciliationMatch> page =
        found.stream().limit(limit).map(each -> match(each, asset)).toList();
    return new ReconciliationMatchPage(page, found.size() > limit ? page.getLast().id() : null);
  }

  /** Takes a match back; false where there is none, or it was undone before. */
  public boolean undo(Caller caller, MatchId id, String reason) {
    return reconciliation.undo(caller, caller.tenant(), id, reason);
  }

  private static ReconciliationLine line(StoredLine line, Asset asset) {
    return new ReconciliationLine(
        line.id().text(),
        line.date(),
        decimal(line.amountMinor(), asset),
        line.reference(),
        line.counterparty(),
        line.details());
  }

  private static ReconciliationEntry entry(OpenEntry entry, Asset asset) {
    return new ReconciliationEntry(
        entry.payment().text(),
        decimal(entry.amountMinor(), asset),
        entry.reference(),
        entry.effectiveAt());
  }

  private static ReconciliationMatch match(StoredMatch match, Asset asset) {
    return new ReconciliationMatch(
        match.id().text(),
        match.rule().wireName(),
        match.reason(),
        decimal(match.differenceMinor(), asset),
        match.matchedAt(),
        match.undoneAt());
  }

  private static String decimal(long minor, Asset asset) {
    return new Money(minor, asset).text();
  }
}
