package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.TypedId;
import dev.countersign.server.platform.store.RowTime;
import dev.countersign.server.platform.store.TenantTransactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/** History in the store. */
final class JdbcHistory implements History {
  private static final String ENTRY_COLUMNS =
      """
      e.payment_id, p.type, %s, e.amount, e.account_version, e.balance_after, e.effective_at,
      e.recorded_at\
      """
          .formatted(JdbcRows.REFERENCE);

  private static final String FIND_NEWEST_ENTRIES =
      """
      select %s
      from entries e
      join payments p on p.tenant_id = e.tenant_id and p.id = e.payment_id
      where e.tenant_id = :tenant and e.account_id = :account and e.account_version < :from
      order by e.account_version desc
      limit :limit
      """
          .formatted(ENTRY_COLUMNS);

  private static final String FIND_OLDEST_ENTRIES =
      """
      select %s
      from entries e
      join payments p on p.tenant_id = e.tenant_id and p.id = e.payment_id
      where e.tenant_id = :tenant and e.account_id = :account and e.account_version > :from
      order by e.account_version
      limit :limit
      """
          .formatted(ENTRY_COLUMNS);

  private static final String FIND_TRANSFERS =
      """
      select id
      from payments
      where tenant_id = :tenant and id < :before
      order by id desc
      limit :limit
      """;

  private static final String SUM_REVERSED =
      """
      select parent_id, sum(amount)::bigint as amount
      from payment_links
      where tenant_id = :tenant and parent_id = any (:ids) and kind = 'reversal'
      group by parent_id
      """;

  private static final String FIND_REVERSALS =
      """
      select payment_id
      from payment_links
      where tenant_id = :tenant and parent_id = :payment and kind = 'reversal'
      order by payment_id
      """;

  private final TenantTransactions transactions;
  private final JdbcClient jdbc;
  private final JdbcHistorySearch search;
  private final JdbcTenantHistory everybodys;
  private final JdbcTransfers transfers;

  JdbcHistory(TenantTransactions transactions, JdbcClient jdbc, JdbcOperations operations) {
    this.transactions = transactions;
    this.jdbc = jdbc;
    this.search = new JdbcHistorySearch(jdbc);
    this.everybodys = new JdbcTenantHistory(jdbc);
    this.transfers = new JdbcTransfers(operations);
  }

  @Override
  public Optional<PostedTransfer> find(TenantId tenant, PaymentId id) {
    return transactions.in(tenant, () -> Optional.ofNullable(transfers.load(List.of(id)).get(id)));
  }

  @Override
  public Map<PaymentId, Long> reversed(TenantId tenant, Collection<PaymentId> payments) {
    Map<PaymentId, Long> reversed = new HashMap<>();
    transactions.run(
        tenant,
        () ->
            jdbc.sql(SUM_REVERSED)
                .param("tenant", tenant.value())
                .param("ids", payments.stream().map(PaymentId::value).toArray(UUID[]::new))
                .query(row -> {
                  reversed.put(
                      new PaymentId(JdbcRows.requiredUuid(row, "parent_id")),
                      row.getLong("amount"));
                }));
    return reversed;
  }

  @Override
  public List<PostedTransfer> reversals(TenantId tenant, PaymentId payment) {
    return transactions.in(
        tenant,
        () ->
            load(
                jdbc.sql(FIND_REVERSALS)
                    .param("tenant", tenant.value())
                    .param("payment", payment.value())
                    .query((row, number) -> new PaymentId(JdbcRows.requiredUuid(row, "payment_id")))
                    .list()));
  }

  @Override
  public Page<AccountEntry, Long> entries(
      TenantId tenant, AccountId account, Order order, @Nullable Long from, int limit) {
    Page.requireLimit(limit);
    boolean newestFirst = order == Order.NEWEST_FIRST;
    long start = newestFirst ? Long.MAX_VALUE : 0;
    List<AccountEntry> found =
        transactions.in(
            tenant,
            () ->
                jdbc.sql(newestFirst ? FIND_NEWEST_ENTRIES : FIND_OLDEST_ENTRIES)
                    .param("tenant", tenant.value())
                    .param("account", account.value())
                    .param("from", from == null ? start : from)
                    .param("limit", limit + 1)
                    .query((row, number) -> entry(row))
                    .list());
    return Page.of(found, limit, AccountEntry::accountVersion);
  }

  @Override
  public Page<PostedTransfer, PaymentId> transfers(
      TenantId tenant, @Nullable PaymentId before, int limit) {
    Page.requireLimit(limit);
    return transactions.in(
        tenant,
        () -> {
          List<PaymentId> found =
              jdbc.sql(FIND_TRANSFERS)
                  .param("tenant", tenant.value())
                  .param("before", TypedId.valueOrLast(before))
                  .param("limit", limit + 1)
                  .query((row, number) -> new PaymentId(JdbcRows.requiredUuid(row, "id")))
                  .list();
          return Page.of(load(found), limit, PostedTransfer::id);
        });
  }

  @Override
  public Page<PostedTransfer, PaymentId> transfers(
      TenantId tenant, HistoryFilter filter, @Nullable PaymentId before, int limit) {
    Page.requireLimit(limit);
    return transactions.in(
        tenant,
        () -> {
          Page<PaymentId, PaymentId> page = everybodys.find(tenant, filter, before, limit);
          return new Page<>(load(page.items()), page.next());
        });
  }

  @Override
  public Page<PostedTransfer, HistoryCursor> transfers(HistoryQuery query) {
    return transactions.in(
        query.tenant(),
        () -> {
          Page<PaymentId, HistoryCursor> page = search.find(query);
          return new Page<>(load(page.items()), page.next());
        });
  }

  private List<PostedTransfer> load(List<PaymentId> ids) {
    Map<PaymentId, PostedTransfer> found = transfers.load(ids);
    return ids.stream().map(found::get).toList();
  }

  private static AccountEntry entry(ResultSet row) throws SQLException {
    return new AccountEntry(
        new PaymentId(JdbcRows.requiredUuid(row, "payment_id")),
        Transfer.Type.of(row.getString("type")),
        row.getString("reference"),
        row.getLong("amount"),
        row.getLong("account_version"),
        row.getLong("balance_after"),
        RowTime.read(row, "effective_at"),
        RowTime.read(row, "recorded_at"));
  }
}
