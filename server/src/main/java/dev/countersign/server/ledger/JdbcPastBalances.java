package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.TenantTransactions;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Past balances in the store, from running ones. */
final class JdbcPastBalances implements PastBalances {
  private static final String FIND_RECORDED =
      """
      select coalesce((
        select e.balance_after
        from entries e
        where e.tenant_id = :tenant
          and e.account_id = :account
          and e.account_version = account_version_at(:account, :moment)), 0)
      """;

  // What was recorded by then, with what counted already though it was recorded later, and without
  // what was recorded but did not count yet.
  private static final String FIND_EFFECTIVE =
      """
      with at as (select account_version_at(:account, :moment) as version)
      select
        coalesce((
          select e.balance_after
          from entries e
          where e.tenant_id = :tenant
            and e.account_id = :account
            and e.account_version = (select version from at)), 0)
        + coalesce((
          select sum(e.amount)
          from entries e
          where e.tenant_id = :tenant
            and e.account_id = :account
            and e.effective_at <> e.recorded_at
            and e.effective_at <= :moment
            and e.account_version > (select version from at)), 0)
        - coalesce((
          select sum(e.amount)
          from entries e
          where e.tenant_id = :tenant
            and e.account_id = :account
            and e.effective_at <> e.recorded_at
            and e.effective_at > :moment
            and e.account_version <= (select version from at)), 0)
      """;

  private final TenantTransactions transactions;
  private final JdbcClient jdbc;

  JdbcPastBalances(TenantTransactions transactions, JdbcClient jdbc) {
    this.transactions = transactions;
    this.jdbc = jdbc;
  }

  @Override
  public long at(TenantId tenant, AccountId account, Instant moment, Sense sense) {
    return transactions.in(
        tenant,
        () ->
            jdbc.sql(sense == Sense.RECORDED ? FIND_RECORDED : FIND_EFFECTIVE)
                .param("tenant", tenant.value())
                .param("account", account.value())
                .param("moment", OffsetDateTime.ofInstant(moment, ZoneOffset.UTC))
                .query(Long.class)
                .single());
  }
}
