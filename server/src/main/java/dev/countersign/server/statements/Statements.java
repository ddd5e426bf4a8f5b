package dev.countersign.server.statements;

import dev.countersign.server.ledger.Account;
import dev.countersign.server.ledger.AccountPeriods;
import dev.countersign.server.ledger.AccountPeriods.PeriodEntry;
import dev.countersign.server.ledger.AccountPeriods.Query;
import dev.countersign.server.ledger.AccountPeriods.Totals;
import dev.countersign.server.ledger.Assets;
import dev.countersign.server.ledger.Sense;
import dev.countersign.server.platform.money.Asset;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.tenants.Tenant;
import dev.countersign.server.tenants.TenantDirectory;
import dev.countersign.server.users.User;
import dev.countersign.server.users.Users;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes statements of accounts. */
@Component
public class Statements {
  private final AccountPeriods periods;
  private final Assets assets;
  private final Users users;
  private final TenantDirectory tenants;
  private final InstantSource clock;

  Statements(
      AccountPeriods periods,
      Assets assets,
      Users users,
      TenantDirectory tenants,
      InstantSource clock) {
    this.periods = periods;
    this.assets = assets;
    this.users = users;
    this.tenants = tenants;
    this.clock = clock;
  }

  /** Which statement. */
  public record Wish(
      Account account, Instant from, Instant to, Sense sense, StatementFormat format) {}

  /** Whether there can be such a statement: camt.053 cannot say every asset. */
  public boolean isPossible(Wish wish) {
    return wish.format() != StatementFormat.CAMT_053 || Camt053.canSay(asset(wish.account()));
  }

  /** Writes a statement, however long, in bounded memory. The stream is left open. */
  public void write(Wish wish, OutputStream out) throws IOException {
    Statement statement = statement(wish);
    switch (wish.format()) {
      case CSV -> CsvStatement.write(statement, out);
      case PDF -> PdfStatement.write(statement, out);
      case CAMT_053 -> Camt053.write(statement, out);
    }
  }

  private Statement statement(Wish wish) {
    Account account = wish.account();
    Query query = new Query(account.tenant(), account.id(), wish.from(), wish.to(), wish.sense());
    Totals totals = periods.totals(query);
    CounterpartyNames names = new CounterpartyNames(account.tenant(), users);
    return new Statement(
        tenants.find(account.tenant()).map(Tenant::name).orElse(""),
        account,
        holder(account),
        asset(account),
        wish.from(),
        wish.to(),
        wish.sense(),
        StoredTime.now(clock),
        totals.openingMinor(),
        totals.creditsMinor(),
        totals.debitsMinor(),
        totals.credits(),
        totals.debits(),
        reader -> periods.forEach(query, totals, entry -> reader.accept(line(entry, names))));
  }

  private @Nullable String holder(Account account) {
    return account.owner() == null
        ? account.externalReference()
        : users
            .find(account.tenant(), account.owner())
            .map(Statements::nameOf)
            .orElse(account.owner().text());
  }

  // To the holder, or to whoever may see every account: nobody else reads the statement.
  private static String nameOf(User user) {
    if (user.username() != null) {
      return user.username();
    }
    return user.email() == null ? user.id().text() : user.email();
  }

  private Asset asset(Account account) {
    return assets
        .find(account.tenant(), account.asset())
        .orElseThrow(() -> new IllegalStateException("assets never go"));
  }

  private static StatementLine line(PeriodEntry entry, CounterpartyNames names) {
    var other = entry.counterparty();
    return new StatementLine(
        entry.payment().text(),
        entry.type(),
        entry.reference(),
        other == null ? null : names.of(other),
        other == null ? null : other.account().text(),
        entry.amountMinor(),
        entry.balanceMinor(),
        entry.version(),
        entry.effectiveAt(),
        entry.recordedAt());
  }
}
