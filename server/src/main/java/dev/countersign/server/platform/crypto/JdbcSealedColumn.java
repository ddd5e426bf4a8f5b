package dev.countersign.server.platform.crypto;

import dev.countersign.server.platform.id.TenantId;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** A sealed column when the master keys are rotated. Names come from code, never from outside. */
final class JdbcSealedColumn {
  private static final String FIND_OUTDATED =
      """
      select %2$s::text as key, %4$s as value
      from %1$s
      where tenant_id = :tenant
        and substring(%4$s from 1 for :length) <> :prefix
      order by %2$s
      limit :limit
      for update
      """;

  private static final String COUNT_OUTDATED =
      """
      select count(*)
      from %1$s
      where tenant_id = :tenant
        and substring(%4$s from 1 for :length) <> :prefix
      """;

  private static final String RESEAL =
      """
      update %1$s as old
      set %4$s = anew.value
      from unnest(:keys, :values) as anew (key, value)
      where old.tenant_id = :tenant
        and old.%2$s = anew.key::%3$s
      """;

  private final JdbcClient jdbc;
  private final SealedColumn column;

  JdbcSealedColumn(JdbcClient jdbc, SealedColumn column) {
    this.jdbc = jdbc;
    this.column = column;
  }

  /** Some values that do not begin with a prefix, by their rows' keys, locked. */
  List<Map.Entry<String, byte[]>> notBeginningWith(TenantId tenant, byte[] prefix, int limit) {
    return jdbc.sql(of(FIND_OUTDATED))
        .param("tenant", tenant.value())
        .param("length", prefix.length)
        .param("prefix", prefix)
        .param("limit", limit)
        .query((row, number) -> Map.entry(row.getString("key"), row.getBytes("value")))
        .list();
  }

  long countNotBeginningWith(TenantId tenant, byte[] prefix) {
    return jdbc.sql(of(COUNT_OUTDATED))
        .param("tenant", tenant.value())
        .param("length", prefix.length)
        .param("prefix", prefix)
        .query(Long.class)
        .single();
  }

  void reseal(TenantId tenant, List<Map.Entry<String, byte[]>> rows) {
    Object[] keys = rows.stream().map(Map.Entry::getKey).toArray();
    byte[][] values = rows.stream().map(Map.Entry::getValue).toArray(byte[][]::new);
    int changed =
        jdbc.sql(of(RESEAL))
            .param("tenant", tenant.value())
            .param("keys", new SqlArrayValue("text", keys))
            .param("values", new SqlArrayValue("bytea", (Object[]) values))
            .update();
    if (changed != rows.size()) {
      throw new IllegalStateException(
          "expected %d values of %s to be sealed anew, not %d"
              .formatted(rows.size(), column.table(), changed));
    }
  }

  private String of(String statement) {
    return statement.formatted(column.table(), column.key(), column.keyType(), column.value());
  }
}
