package dev.countersign.server.tokens;

import dev.countersign.server.platform.crypto.SealedRow;
import dev.countersign.server.platform.id.TenantId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The sealed column of the table {@code signing_keys}, when the master keys are rotated. */
final class JdbcSealedSigningKeys {
  private static final String FIND_OUTDATED =
      """
      select kid, private_sealed
      from signing_keys
      where tenant_id = :tenant
        and substring(private_sealed from 1 for :length) <> :prefix
      order by kid
      limit :limit
      for update
      """;

  private static final String COUNT_OUTDATED =
      """
      select count(*)
      from signing_keys
      where tenant_id = :tenant
        and substring(private_sealed from 1 for :length) <> :prefix
      """;

  private static final String RESEAL =
      """
      update signing_keys
      set private_sealed = :sealed
      where tenant_id = :tenant and kid = :kid
      """;

  private final JdbcClient jdbc;

  JdbcSealedSigningKeys(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Keys that another than the current master key sealed, locked. */
  List<SealedRow> notBeginningWith(TenantId tenant, byte[] prefix, int limit) {
    return jdbc.sql(FIND_OUTDATED)
        .param("tenant", tenant.value())
        .param("length", prefix.length)
        .param("prefix", prefix)
        .param("limit", limit)
        .query((row, number) ->
            new SealedRow(
                row.getString("kid"),
                row.getBytes("private_sealed"),
                SigningKeys.context(row.getString("kid"))))
        .list();
  }

  long countNotBeginningWith(TenantId tenant, byte[] prefix) {
    return jdbc.sql(COUNT_OUTDATED)
        .param("tenant", tenant.value())
        .param("length", prefix.length)
        .param("prefix", prefix)
        .query(Long.class)
        .single();
  }

  void reseal(TenantId tenant, List<SealedRow> rows) {
    for (SealedRow row : rows) {
      int changed =
          jdbc.sql(RESEAL)
              .param("tenant", tenant.value())
              .param("kid", row.key())
              .param("sealed", row.sealed())
              .update();
      if (changed != 1) {
        throw new IllegalStateException(
            "expected one signing key to be sealed anew, not " + changed);
      }
    }
  }
}
