package dev.countersign.server.ledger;

import dev.countersign.server.ledger.HeldPayment.Part;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.TypedId;
import dev.countersign.server.platform.store.RowTime;
import dev.countersign.server.platform.store.TenantTransactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Holds in the store. */
final class JdbcHolds implements Holds {
  /** The columns that {@link #hold} reads, of the table {@code holds h}. */
  static final String COLUMNS =
      """
      h.id, h.tenant_id, h.type, h.state, h.asset, h.amount, h.captured, h.payer_account,
      h.payee_accounts, h.payee_amounts, h.payee_captured, h.initiated_by, h.reference, h.metadata,
      h.expires_at, h.recorded_at, h.closed_at\
      """;

  private static final String FIND =
      """
      select %s
      from holds h
      where h.tenant_id = :tenant and h.id = any (:ids)
      """
          .formatted(COLUMNS);

  private static final String LIST =
      """
      select %s
      from holds h
      join assets s on s.tenant_id = h.tenant_id and s.code = h.asset
      where h.tenant_id = :tenant
        and h.id < :before
        and (:state = '' or h.state = :state)
        and (
          cardinality(:accounts) = 0
          or h.payer_account = any (:accounts)
          or h.payee_accounts && :accounts)
        and (cast(:from as timestamptz) is null or h.recorded_at >= :from)
        and (cast(:to as timestamptz) is null or h.recorded_at < :to)
        and (cardinality(:types) = 0 or h.type = any (:types))
        and (
          cast(:amount_min as numeric) is null
          or h.amount >= cast(:amount_min as numeric) * power(10::numeric, s.scale))
        and (
          cast(:amount_max as numeric) is null
          or h.amount <= cast(:amount_max as numeric) * power(10::numeric, s.scale))
        and (
          not :of_parties
          or h.payer_account = any (:parties)
          or h.payee_accounts && :parties)
      order by h.id desc
      limit :limit
      """
          .formatted(COLUMNS);

  private static final String FIND_CAPTURES =
      """
      select payment_id
      from payment_links
      where tenant_id = :tenant and parent_id = :hold and kind = 'capture'
      order by payment_id
      """;

  private final TenantTransactions transactions;
  private final JdbcClient jdbc;
  private final JdbcTransfers transfers;

  JdbcHolds(TenantTransactions transactions, JdbcClient jdbc, JdbcTransfers transfers) {
    this.transactions = transactions;
    this.jdbc = jdbc;
    this.transfers = transfers;
  }

  @Override
  public Optional<HeldPayment> find(TenantId tenant, PaymentId id) {
    return transactions.in(
        tenant,
        () ->
            jdbc.sql(FIND)
                .param("tenant", tenant.value())
                .param("ids", new UUID[] {id.value()})
                .query((row, number) -> hold(row))
                .optional());
  }

  @Override
  public Page<HeldPayment, PaymentId> list(Query query) {
    PaymentId before = query.before();
    HeldPayment.State state = query.state();
    List<HeldPayment> found =
        transactions.in(
            query.tenant(),
            () ->
                JdbcFilters.bind(jdbc.sql(LIST), query.filter())
                    .param("tenant", query.tenant().value())
                    .param("before", TypedId.valueOrLast(before))
                    .param("state", state == null ? "" : state.wireName())
                    .param("accounts", JdbcFilters.uuids(query.accounts()))
                    .param("limit", query.limit() + 1)
                    .query((row, number) -> hold(row))
                    .list());
    return Page.of(found, query.limit(), HeldPayment::id);
  }

  @Override
  public List<PostedTransfer> captures(TenantId tenant, PaymentId hold) {
    return transactions.in(
        tenant,
        () -> {
          List<PaymentId> ids =
              jdbc.sql(FIND_CAPTURES)
                  .param("tenant", tenant.value())
                  .param("hold", hold.value())
                  .query((row, number) -> new PaymentId(JdbcRows.requiredUuid(row, "payment_id")))
                  .list();
          Map<PaymentId, PostedTransfer> found = transfers.load(ids);
          return ids.stream().map(found::get).toList();
        });
  }

  static HeldPayment hold(ResultSet row) throws SQLException {
    return new HeldPayment(
        new PaymentId(JdbcRows.requiredUuid(row, "id")),
        new TenantId(JdbcRows.requiredUuid(row, "tenant_id")),
        Transfer.Type.of(row.getString("type")),
        HeldPayment.State.of(row.getString("state")),
        row.getString("asset"),
        row.getLong("amount"),
        row.getLong("captured"),
        new AccountId(JdbcRows.requiredUuid(row, "payer_account")),
        payees(row),
        JdbcRows.requiredUuid(row, "initiated_by"),
        row.getString("reference"),
        JdbcRows.texts(row, "metadata"),
        RowTime.read(row, "expires_at"),
        RowTime.read(row, "recorded_at"),
        RowTime.readOptional(row, "closed_at"));
  }

  private static List<Part> payees(ResultSet row) throws SQLException {
    UUID[] accounts = (UUID[]) row.getArray("payee_accounts").getArray();
    Long[] amounts = (Long[]) row.getArray("payee_amounts").getArray();
    Long[] captured = (Long[]) row.getArray("payee_captured").getArray();
    List<Part> payees = new ArrayList<>(accounts.length);
    for (int at = 0; at < accounts.length; at++) {
      payees.add(new Part(new AccountId(accounts[at]), amounts[at], captured[at]));
    }
    return payees;
  }
}
