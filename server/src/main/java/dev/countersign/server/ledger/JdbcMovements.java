package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.RowTime;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** Reads payments with the owners of the accounts they changed, set-based. */
final class JdbcMovements implements Movements {
  // Joined to the list of ids, not compared with it: so each id goes to its own month alone.
  private static final String FIND =
      """
      select
        p.id, p.type, p.asset, p.amount, p.payer_account, p.payee_account, p.recorded_at,
        (
          select array_agg(distinct a.owner_id)
          from entries e
          join accounts a on a.id = e.account_id
          where e.payment_id = p.id and a.owner_id is not null
        ) as owners
      from unnest(:ids) as w (id)
      join payments p on p.id = w.id
      """;

  private final JdbcClient jdbc;

  JdbcMovements(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Map<PaymentId, Movement> find(Collection<PaymentId> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    Map<PaymentId, Movement> found = HashMap.newHashMap(ids.size());
    jdbc.sql(FIND)
        .param("ids", new SqlArrayValue("uuid", ids.stream().map(PaymentId::value).toArray()))
        .query((row, number) -> read(row))
        .list()
        .forEach(movement -> found.put(movement.id(), movement));
    return found;
  }

  private static Movement read(ResultSet row) throws SQLException {
    return new Movement(
        new PaymentId(JdbcRows.requiredUuid(row, "id")),
        Transfer.Type.of(row.getString("type")),
        row.getString("asset"),
        row.getLong("amount"),
        JdbcRows.accountId(row, "payer_account"),
        JdbcRows.accountId(row, "payee_account"),
        RowTime.read(row, "recorded_at"),
        owners(row.getArray("owners")));
  }

  private static Set<UserId> owners(@Nullable Array owners) throws SQLException {
    return owners == null
        ? Set.of()
        : Arrays.stream((UUID[]) owners.getArray())
            .map(UserId::new)
            .collect(Collectors.toUnmodifiableSet());
  }
}
