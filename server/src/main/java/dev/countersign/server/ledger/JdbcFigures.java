package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.TenantTransactions;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts in the store. */
final class JdbcFigures implements Figures {
  private static final String COUNT =
      """
      select
        (select count(*)
          from (select 1 from accounts where tenant_id = :tenant limit :most) as counted) as accounts,
        (select count(*)
          from (select 1 from payments where tenant_id = :tenant limit :most) as counted) as payments
      """;

  private final TenantTransactions transactions;
  private final JdbcClient jdbc;

  JdbcFigures(TenantTransactions transactions, JdbcClient jdbc) {
    this.transactions = transactions;
    this.jdbc = jdbc;
  }

  @Override
  public Counts count(TenantId tenant) {
    return transactions.in(
        tenant,
        () ->
            jdbc.sql(COUNT)
                .param("tenant", tenant.value())
                .param("most", COUNT_MAX)
                .query((row, number) -> new Counts(row.getInt("accounts"), row.getInt("payments")))
                .single());
  }
}
