package dev.countersign.server.ledger;

import dev.countersign.server.ledger.PostedTransfer.PostedEntry;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.RoundTrip;
import dev.countersign.server.platform.store.RowTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/** Reads movements as they were recorded. */
final class JdbcTransfers {
  // Looked up one by one ("offset 0" keeps it so): each id goes to its own month alone, and a plan
  // made while a table was empty serves as well when it is full.
  private static final String LOAD_ENTRIES =
      """
      select e.payment_id, e.account_id, e.asset, e.amount, e.account_version, e.balance_after
      from unnest(?::uuid[]) as w (id)
      cross join lateral (
        select *
        from entries
        where payment_id = w.id
        offset 0) as e
      order by e.payment_id, e.position
      """;

  private static final String LOAD_PAYMENTS =
      """
      select
        p.id, p.tenant_id, p.type, p.asset, p.amount, p.payer_account, p.payee_account,
        p.initiated_by, p.reference, p.metadata, p.effective_at, p.recorded_at, l.parent_id,
        c.counter_asset, c.counter_amount, c.rate, c.rate_source, c.rounding
      from unnest(?::uuid[]) as w (id)
      cross join lateral (
        select *
        from payments
        where id = w.id
        offset 0) as p
      left join lateral (
        select parent_id
        from payment_links
        where p.type in ('capture', 'reversal')
          and tenant_id = p.tenant_id and payment_id = p.id
        offset 0) as l on true
      left join lateral (
        select *
        from conversions
        where p.type = 'conversion' and tenant_id = p.tenant_id and payment_id = p.id
        offset 0) as c on true
      """;

  private final JdbcOperations jdbc;

  JdbcTransfers(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /** Those of the movements that the transaction's tenants have, with their entries. */
  Map<PaymentId, PostedTransfer> load(Collection<PaymentId> ids) {
    return RoundTrip.alone(jdbc, trip -> ask(trip, ids));
  }

  /**
   * The same with others' statements; each movement once, for asked twice, entries would be too.
   */
  static Supplier<Map<PaymentId, PostedTransfer>> ask(RoundTrip trip, Collection<PaymentId> ids) {
    if (ids.isEmpty()) {
      return Map::of;
    }
    Set<PaymentId> distinct = new LinkedHashSet<>(ids);
    RoundTrip.Binding wanted = bound -> bound.rows(distinct).ids(id -> id);
    Supplier<Map<PaymentId, List<PostedEntry>>> entries =
        trip.ask(LOAD_ENTRIES, wanted, JdbcTransfers::entries);
    return trip.ask(LOAD_PAYMENTS, wanted, rows -> transfers(rows, entries.get()));
  }

  private static Map<PaymentId, List<PostedEntry>> entries(ResultSet rows) throws SQLException {
    Map<PaymentId, List<PostedEntry>> entries = new HashMap<>();
    while (rows.next()) {
      PaymentId payment = new PaymentId(JdbcRows.requiredUuid(rows, "payment_id"));
      PostedEntry entry =
          new PostedEntry(
              new AccountId(JdbcRows.requiredUuid(rows, "account_id")),
              rows.getString("asset"),
              rows.getLong("amount"),
              rows.getLong("account_version"),
              rows.getLong("balance_after"));
      entries.computeIfAbsent(payment, id -> new ArrayList<>()).add(entry);
    }
    return entries;
  }

  private static Map<PaymentId, PostedTransfer> transfers(
      ResultSet rows, Map<PaymentId, List<PostedEntry>> entries) throws SQLException {
    Map<PaymentId, PostedTransfer> transfers = new HashMap<>();
    while (rows.next()) {
      PaymentId id = new PaymentId(JdbcRows.requiredUuid(rows, "id"));
      transfers.put(id, transfer(rows, id, entries.getOrDefault(id, List.of())));
    }
    return transfers;
  }

  private static PostedTransfer transfer(ResultSet row, PaymentId id, List<PostedEntry> entries)
      throws SQLException {
    UUID parent = JdbcRows.uuid(row, "parent_id");
    return new PostedTransfer(
        id,
        new TenantId(JdbcRows.requiredUuid(row, "tenant_id")),
        Transfer.Type.of(row.getString("type")),
        row.getString("asset"),
        row.getLong("amount"),
        parent == null ? null : new PaymentId(parent),
        conversion(row),
        JdbcRows.accountId(row, "payer_account"),
        JdbcRows.accountId(row, "payee_account"),
        JdbcRows.requiredUuid(row, "initiated_by"),
        row.getString("reference"),
        JdbcRows.texts(row, "metadata"),
        RowTime.read(row, "effective_at"),
        RowTime.read(row, "recorded_at"),
        entries);
  }

  private static @Nullable Conversion conversion(ResultSet row) throws SQLException {
    String asset = row.getString("counter_asset");
    return asset == null
        ? null
        : new Conversion(
            asset,
            row.getLong("counter_amount"),
            row.getBigDecimal("rate"),
            row.getString("rate_source"),
            Conversion.Rounding.of(row.getString("rounding")));
  }
}
