package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.TenantTransactions;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/** History in the store. */
final class JdbcHistory implements History {
  private static final UUID AFTER_ALL = new UUID(-1, -1);

  private static final String ENTRY_COLUMNS =
      """
      e.payment_id, p.type, p.reference, e.amount, e.account_version, e.balance_after,
      e.effective_at, e.recorded_at\
      """;

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

  private static final String FIND_OWNED =
      """
      select id, version
      from accounts
      where tenant_id = :tenant and owner_id = :owner
      """;

  private static final String FIND_NEWEST_OF_EACH =
      """
      select e.account_id, e.payment_id, e.account_version, e.recorded_at
      from unnest(?::uuid[], ?::bigint[], ?::bigint[]) as w (account_id, below, entries_max)
      cross join lateral (
        select n.account_id, n.payment_id, n.account_version, n.recorded_at
        from entries n
        where n.account_id = w.account_id and n.account_version < w.below
        order by n.account_version desc
        limit w.entries_max) as e
      order by e.account_version desc
      """;

  private final TenantTransactions transactions;
  private final JdbcClient jdbc;
  private final JdbcOperations operations;
  private final JdbcTransfers transfers;

  JdbcHistory(TenantTransactions transactions, JdbcClient jdbc, JdbcOperations operations) {
    this.transactions = transactions;
    this.jdbc = jdbc;
    this.operations = operations;
    this.transfers = new JdbcTransfers(operations);
  }

  @Override
  public Optional<PostedTransfer> find(TenantId tenant, PaymentId id) {
    return transactions.in(tenant, () -> Optional.ofNullable(transfers.load(List.of(id)).get(id)));
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
                  .param("before", before == null ? AFTER_ALL : before.value())
                  .param("limit", limit + 1)
                  .query((row, number) -> new PaymentId(JdbcRows.requiredUuid(row, "id")))
                  .list();
          return Page.of(load(found), limit, PostedTransfer::id);
        });
  }

  @Override
  public Page<PostedTransfer, HistoryCursor> transfersOf(
      TenantId tenant, UserId owner, @Nullable HistoryCursor cursor, int limit) {
    Page.requireLimit(limit);
    return transactions.in(
        tenant,
        () -> {
          Map<AccountId, Long> below = startingPoints(tenant, owner, cursor);
          List<Step> steps = newest(below, limit);
          boolean more = steps.size() > limit;
          List<Step> page = more ? steps.subList(0, limit) : steps;
          page.forEach(step -> below.put(step.account(), step.version()));
          return new Page<>(
              load(page.stream().map(Step::payment).toList()),
              more ? new HistoryCursor(below) : null);
        });
  }

  // Accounts that the cursor does not name were opened since; what they hold is newer than it.
  private Map<AccountId, Long> startingPoints(
      TenantId tenant, UserId owner, @Nullable HistoryCursor cursor) {
    Map<AccountId, Long> below = new HashMap<>();
    jdbc.sql(FIND_OWNED)
        .param("tenant", tenant.value())
        .param("owner", owner.value())
        .query(row -> {
          AccountId account = new AccountId(JdbcRows.requiredUuid(row, "id"));
          Long top = row.getLong("version") + 1;
          Long start = cursor == null ? top : cursor.below().get(account);
          if (start != null) {
            below.put(account, start);
          }
        });
    return below;
  }

  /** One entry on the way back through several accounts. */
  private record Step(AccountId account, PaymentId payment, long version, Instant recordedAt) {}

  // Each account's entries in the order of their versions, the accounts merged by time. A movement
  // has one asset and a person one account in it, so none comes twice.
  private List<Step> newest(Map<AccountId, Long> below, int limit) {
    PriorityQueue<Queue<Step>> accounts =
        new PriorityQueue<>(Comparator.comparing(JdbcHistory::headTime).reversed());
    accounts.addAll(newestOfEach(below, limit + 1));
    List<Step> merged = new ArrayList<>();
    while (!accounts.isEmpty() && merged.size() <= limit) {
      Queue<Step> latest = accounts.remove();
      merged.add(latest.remove());
      if (!latest.isEmpty()) {
        accounts.add(latest);
      }
    }
    return merged;
  }

  private static Instant headTime(Queue<Step> steps) {
    return steps.element().recordedAt();
  }

  private List<Queue<Step>> newestOfEach(Map<AccountId, Long> below, int limit) {
    return operations.execute(
        FIND_NEWEST_OF_EACH,
        (PreparedStatement statement) -> {
          JdbcArrays.of(statement, below.entrySet())
              .ids(Map.Entry::getKey)
              .longs(Map.Entry::getValue)
              .longs(entry -> limit);
          Map<AccountId, Queue<Step>> found = new LinkedHashMap<>();
          try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              Step step = step(rows);
              found.computeIfAbsent(step.account(), id -> new ArrayDeque<>()).add(step);
            }
          }
          return List.copyOf(found.values());
        });
  }

  private List<PostedTransfer> load(List<PaymentId> ids) {
    Map<PaymentId, PostedTransfer> found = transfers.load(ids);
    return ids.stream().map(found::get).toList();
  }

  private static Step step(ResultSet row) throws SQLException {
    return new Step(
        new AccountId(JdbcRows.requiredUuid(row, "account_id")),
        new PaymentId(JdbcRows.requiredUuid(row, "payment_id")),
        row.getLong("account_version"),
        JdbcRows.time(row, "recorded_at"));
  }

  private static AccountEntry entry(ResultSet row) throws SQLException {
    return new AccountEntry(
        new PaymentId(JdbcRows.requiredUuid(row, "payment_id")),
        Transfer.Type.of(row.getString("type")),
        row.getString("reference"),
        row.getLong("amount"),
        row.getLong("account_version"),
        row.getLong("balance_after"),
        JdbcRows.time(row, "effective_at"),
        JdbcRows.time(row, "recorded_at"));
  }
}
