package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.RowTime;
import dev.countersign.server.platform.store.TenantTransactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stretches of accounts' histories in the store. */
final class JdbcAccountPeriods implements AccountPeriods {
  private static final int CHUNK = 1_000;

  // Versions for what counts from when it was recorded, and the few exceptions by their time.
  private static final String IN_EFFECT =
      """
      e.tenant_id = :tenant
        and e.account_id = :account
        and (
          (
            e.effective_at = e.recorded_at
            and e.account_version > :after
            and e.account_version <= :through)
          or (
            e.effective_at <> e.recorded_at
            and e.effective_at >= :from
            and e.effective_at < :to
            and e.account_version <= :top))
      """;

  private static final String IN_RECORD =
      """
      e.tenant_id = :tenant
        and e.account_id = :account
        and e.account_version > :after
        and e.account_version <= :through
      """;

  private static final String FIND_VERSIONS =
      """
      select
        a.version as top,
        account_version_at(a.id, :from - interval '1 microsecond') as after,
        account_version_at(a.id, :to - interval '1 microsecond') as through
      from accounts a
      where a.tenant_id = :tenant and a.id = :account
      """;

  private static final String SUM =
      """
      select
        coalesce(sum(e.amount) filter (where e.amount > 0), 0) as credits_amount,
        coalesce(-sum(e.amount) filter (where e.amount < 0), 0) as debits_amount,
        count(*) filter (where e.amount > 0) as credits,
        count(*) filter (where e.amount < 0) as debits
      from entries e
      where
      """;

  private static final String SUM_IN_RECORD = SUM + IN_RECORD;
  private static final String SUM_IN_EFFECT = SUM + IN_EFFECT;

  private static final String FIND_BALANCE =
      """
      select coalesce((
        select e.balance_after
        from entries e
        where e.tenant_id = :tenant and e.account_id = :account and e.account_version = :after), 0)
      """;

  // By how much the balance in effect differs from the one on record.
  private static final String SUM_EXCEPTIONS =
      """
      select coalesce(sum(
        case
          when e.effective_at < :from and e.account_version > :after then e.amount
          when e.effective_at >= :from and e.account_version <= :after then -e.amount
        end), 0)
      from entries e
      where e.tenant_id = :tenant
        and e.account_id = :account
        and e.effective_at <> e.recorded_at
        and e.account_version <= :top
      """;

  private static final String LIST_IN_EFFECT =
      """
      select e.account_version
      from entries e
      where %s
      order by e.effective_at, e.account_version
      """
          .formatted(IN_EFFECT);

  private static final String READ =
      """
      select
        e.payment_id, p.type, %s, e.amount, e.account_version, e.effective_at, e.recorded_at,
        o.id as other_id, o.kind as other_kind, o.owner_id as other_owner,
        o.external_reference as other_reference
      from unnest(:versions) with ordinality as w (version, place)
      join entries e on e.account_id = :account and e.account_version = w.version
      join payments p on p.tenant_id = e.tenant_id and p.id = e.payment_id
      left join accounts o
        on o.id = case when e.amount < 0 then p.payee_account else p.payer_account end
      where e.tenant_id = :tenant
      order by w.place
      """
          .formatted(JdbcRows.REFERENCE);

  private final TenantTransactions transactions;
  private final JdbcClient jdbc;

  JdbcAccountPeriods(TenantTransactions transactions, JdbcClient jdbc) {
    this.transactions = transactions;
    this.jdbc = jdbc;
  }

  @Override
  public Totals totals(Query query) {
    return transactions.in(
        query.tenant(),
        () -> {
          Totals span = span(query);
          long opening = opening(query, span);
          return jdbc.sql(query.sense() == Sense.RECORDED ? SUM_IN_RECORD : SUM_IN_EFFECT)
              .params(parameters(query, span))
              .query((row, number) ->
                  new Totals(
                      opening,
                      row.getLong("credits_amount"),
                      row.getLong("debits_amount"),
                      row.getLong("credits"),
                      row.getLong("debits"),
                      span.after(),
                      span.through(),
                      span.top()))
              .single();
        });
  }

  @Override
  public void forEach(Query query, Totals totals, Consumer<PeriodEntry> reader) {
    long[] versions = versions(query, totals);
    long balance = totals.openingMinor();
    for (int start = 0; start < versions.length; start += CHUNK) {
      long[] chunk = Arrays.copyOfRange(versions, start, Math.min(start + CHUNK, versions.length));
      for (PeriodEntry entry : read(query, chunk)) {
        balance += entry.amountMinor();
        reader.accept(after(entry, balance));
      }
    }
  }

  private Totals span(Query query) {
    return jdbc.sql(FIND_VERSIONS)
        .param("tenant", query.tenant().value())
        .param("account", query.account().value())
        .param("from", RowTime.parameter(query.from()))
        .param("to", RowTime.parameter(query.to()))
        .query((row, number) ->
            new Totals(
                0, 0, 0, 0, 0, row.getLong("after"), row.getLong("through"), row.getLong("top")))
        .single();
  }

  private long opening(Query query, Totals span) {
    long recorded =
        jdbc.sql(FIND_BALANCE)
            .param("tenant", query.tenant().value())
            .param("account", query.account().value())
            .param("after", span.after())
            .query(Long.class)
            .single();
    return query.sense() == Sense.RECORDED
        ? recorded
        : recorded
            + jdbc.sql(SUM_EXCEPTIONS)
                .param("tenant", query.tenant().value())
                .param("account", query.account().value())
                .param("from", RowTime.parameter(query.from()))
                .param("after", span.after())
                .param("top", span.top())
                .query(Long.class)
                .single();
  }

  private long[] versions(Query query, Totals totals) {
    if (query.sense() == Sense.RECORDED) {
      return LongStream.rangeClosed(totals.after() + 1, totals.through()).toArray();
    }
    return transactions.in(
        query.tenant(),
        () ->
            jdbc
                .sql(LIST_IN_EFFECT)
                .params(parameters(query, totals))
                .query(Long.class)
                .list()
                .stream()
                .mapToLong(Long::longValue)
                .toArray());
  }

  private List<PeriodEntry> read(Query query, long[] versions) {
    return transactions.in(
        query.tenant(),
        () ->
            jdbc.sql(READ)
                .param("tenant", query.tenant().value())
                .param("account", query.account().value())
                .param("versions", versions)
                .query((row, number) -> entry(row))
                .list());
  }

  private static Map<String, Object> parameters(Query query, Totals span) {
    Map<String, Object> parameters =
        new HashMap<>(
            Map.of(
                "tenant", query.tenant().value(),
                "account", query.account().value(),
                "after", span.after(),
                "through", span.through()));
    if (query.sense() == Sense.EFFECTIVE) {
      parameters.put("from", RowTime.parameter(query.from()));
      parameters.put("to", RowTime.parameter(query.to()));
      parameters.put("top", span.top());
    }
    return parameters;
  }

  private static PeriodEntry after(PeriodEntry entry, long balance) {
    return new PeriodEntry(
        entry.payment(),
        entry.type(),
        entry.reference(),
        entry.counterparty(),
        entry.amountMinor(),
        balance,
        entry.version(),
        entry.effectiveAt(),
        entry.recordedAt());
  }

  private static PeriodEntry entry(ResultSet row) throws SQLException {
    return new PeriodEntry(
        new PaymentId(JdbcRows.requiredUuid(row, "payment_id")),
        Transfer.Type.of(row.getString("type")),
        row.getString("reference"),
        counterparty(row),
        row.getLong("amount"),
        0,
        row.getLong("account_version"),
        RowTime.read(row, "effective_at"),
        RowTime.read(row, "recorded_at"));
  }

  private static @Nullable Counterparty counterparty(ResultSet row) throws SQLException {
    AccountId account = JdbcRows.accountId(row, "other_id");
    UUID owner = JdbcRows.uuid(row, "other_owner");
    return account == null
        ? null
        : new Counterparty(
            account,
            Account.Kind.of(row.getString("other_kind")),
            owner == null ? null : new UserId(owner),
            row.getString("other_reference"));
  }
}
