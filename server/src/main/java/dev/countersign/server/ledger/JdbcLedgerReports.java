package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.RowTime;
import dev.countersign.server.platform.store.TenantTransactions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reports from the store. */
final class JdbcLedgerReports implements LedgerReports {
  private static final int BUSIEST_MAX = 10;

  private static final String STANDINGS_NOW =
      """
      select
        a.asset,
        a.kind,
        count(*) as accounts,
        coalesce(-sum(a.balance) filter (where a.balance < 0), 0) as debits,
        coalesce(sum(a.balance) filter (where a.balance > 0), 0) as credits
      from accounts a
      where a.tenant_id = :tenant
      group by a.asset, a.kind
      order by a.asset, a.kind
      """;

  // What there is, less what was recorded since. Ids rise with time, so of the entries only the
  // late
  // ones are read; the day is for clocks that differ.
  private static final String STANDINGS_AT =
      """
      select
        b.asset,
        b.kind,
        count(*) as accounts,
        coalesce(-sum(b.balance) filter (where b.balance < 0), 0) as debits,
        coalesce(sum(b.balance) filter (where b.balance > 0), 0) as credits
      from (
        select a.asset, a.kind, a.balance - coalesce(since.amount, 0) as balance
        from accounts a
        left join (
          select e.account_id, sum(e.amount) as amount
          from entries e
          where e.tenant_id = :tenant
            and e.payment_id >= uuid_floor(cast(:at as timestamptz) - interval '1 day')
            and e.recorded_at > :at
          group by e.account_id) as since on since.account_id = a.id
        where a.tenant_id = :tenant and a.created_at <= :at) as b
      group by b.asset, b.kind
      order by b.asset, b.kind
      """;

  private static final String IN_TIME =
      """
      p.tenant_id = :tenant
        and p.id >= uuid_floor(cast(:from as timestamptz) - interval '1 day')
        and p.id < uuid_floor(cast(:to as timestamptz) + interval '1 day')
        and p.recorded_at >= :from
        and p.recorded_at < :to
      """;

  private static final String VOLUMES =
      """
      select p.asset, p.type, count(*) as transactions, sum(p.amount) as amount
      from payments p
      where %s
      group by p.asset, p.type
      order by p.asset, p.type
      """
          .formatted(IN_TIME);

  private static final String PARTS =
      """
      with parts as (
        select a.owner_id, count(distinct e.payment_id) as transactions
        from payments p
        join entries e on e.payment_id = p.id
        join accounts a on a.id = e.account_id
        where a.owner_id is not null and %s
        group by a.owner_id)
      """
          .formatted(IN_TIME);

  private static final String ACTIVE_USERS = PARTS + "select count(*) from parts";

  private static final String BUSIEST =
      PARTS
          + """
          select owner_id, transactions
          from parts
          order by transactions desc, owner_id
          limit :limit
          """;

  private static final String REFUSED =
      """
      select refusal, count(*) as transactions
      from idempotency_keys
      where tenant_id = :tenant
        and refusal is not null
        and recorded_at >= :from
        and recorded_at < :to
      group by refusal
      order by refusal
      """;

  private final TenantTransactions transactions;
  private final JdbcClient jdbc;

  JdbcLedgerReports(TenantTransactions transactions, JdbcClient jdbc) {
    this.transactions = transactions;
    this.jdbc = jdbc;
  }

  @Override
  public List<Standing> standings(TenantId tenant, @Nullable Instant at) {
    Map<String, Object> moment = at == null ? Map.of() : Map.of("at", RowTime.parameter(at));
    return transactions.in(
        tenant,
        () ->
            jdbc.sql(at == null ? STANDINGS_NOW : STANDINGS_AT)
                .param("tenant", tenant.value())
                .params(moment)
                .query((row, number) ->
                    new Standing(
                        row.getString("asset"),
                        Account.Kind.of(row.getString("kind")),
                        row.getLong("accounts"),
                        row.getBigDecimal("debits"),
                        row.getBigDecimal("credits")))
                .list());
  }

  @Override
  public Activity activity(TenantId tenant, Instant from, Instant to) {
    Map<String, Object> period =
        Map.of(
            "tenant", tenant.value(), "from", RowTime.parameter(from), "to", RowTime.parameter(to));
    return transactions.in(
        tenant,
        () ->
            new Activity(
                volumes(period),
                jdbc.sql(ACTIVE_USERS).params(period).query(Long.class).single(),
                busiest(period),
                refused(period)));
  }

  private List<Volume> volumes(Map<String, Object> period) {
    return jdbc.sql(VOLUMES)
        .params(period)
        .query((row, number) ->
            new Volume(
                row.getString("asset"),
                Transfer.Type.of(row.getString("type")),
                row.getLong("transactions"),
                row.getBigDecimal("amount")))
        .list();
  }

  private List<UserVolume> busiest(Map<String, Object> period) {
    return jdbc.sql(BUSIEST)
        .params(period)
        .param("limit", BUSIEST_MAX)
        .query((row, number) ->
            new UserVolume(
                new UserId(JdbcRows.requiredUuid(row, "owner_id")), row.getLong("transactions")))
        .list();
  }

  private List<RefusedCount> refused(Map<String, Object> period) {
    return jdbc.sql(REFUSED)
        .params(period)
        .query((row, number) ->
            new RefusedCount(row.getString("refusal"), row.getLong("transactions")))
        .list();
  }
}
