package dev.countersign.server.ledger;

import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.ledger.Account.Status;
import dev.countersign.server.platform.store.TenantTransactions;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How accounts stand, in the store. */
final class JdbcAccountStandings implements AccountStandings {
  private static final String LOCK =
      """
      select %s
      from accounts a
      where a.tenant_id = :tenant and a.id = :id
      for no key update
      """
          .formatted(JdbcRows.ACCOUNT_COLUMNS);

  private static final String SET =
      """
      update accounts
      set status = :status
      where tenant_id = :tenant and id = :id
      """;

  private final TenantTransactions transactions;
  private final JdbcClient jdbc;
  private final AuditTrail audit;

  JdbcAccountStandings(TenantTransactions transactions, JdbcClient jdbc, AuditTrail audit) {
    this.transactions = transactions;
    this.jdbc = jdbc;
    this.audit = audit;
  }

  @Override
  public Outcome close(Change change) {
    return set(change, Status.CLOSED, AuditEventType.ACCOUNT_CLOSED);
  }

  @Override
  public Outcome freeze(Change change) {
    return set(change, Status.FROZEN, AuditEventType.ACCOUNT_FROZEN);
  }

  @Override
  public Outcome thaw(Change change) {
    return set(change, Status.OPEN, AuditEventType.ACCOUNT_THAWED);
  }

  private Outcome set(Change change, Status status, AuditEventType type) {
    return transactions
        .in(change.tenant(), () -> lock(change).map(account -> set(change, account, status, type)))
        .orElseGet(Outcome.Unknown::new);
  }

  private Outcome set(Change change, Account account, Status status, AuditEventType type) {
    if (account.status() == status) {
      return new Outcome.Done(account, false);
    }
    if (account.status() == Status.CLOSED) {
      return new Outcome.Closed(account);
    }
    if (status == Status.CLOSED
        && (account.kind() != Account.Kind.STANDARD
            || account.balanceMinor() != 0
            || account.heldMinor() != 0)) {
      return new Outcome.InUse(account);
    }
    int changed =
        jdbc.sql(SET)
            .param("status", status.wireName())
            .param("tenant", account.tenant().value())
            .param("id", account.id().value())
            .update();
    if (changed != 1) {
      throw new IllegalStateException("expected to change one account, but changed " + changed);
    }
    AuditEvent event =
        AuditEvent.of(account.tenant(), type)
            .on("account", account.id().text())
            .with(AccountEvents.facts(account));
    audit.record(List.of(change.told().apply(event)));
    return new Outcome.Done(lock(change).orElseThrow(), true);
  }

  private Optional<Account> lock(Change change) {
    return jdbc.sql(LOCK)
        .param("tenant", change.tenant().value())
        .param("id", change.account().value())
        .query((row, number) -> JdbcRows.account(row))
        .optional();
  }
}
