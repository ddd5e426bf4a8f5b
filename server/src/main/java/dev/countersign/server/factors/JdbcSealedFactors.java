package dev.countersign.server.factors;

import dev.countersign.server.platform.crypto.SealedRow;
import dev.countersign.server.platform.id.TenantId;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The sealed column of the table {@code factors}, when the master keys are rotated. */
final class JdbcSealedFactors {
  private static final String FIND_OUTDATED =
      """
      select id, secret_sealed
      from factors
      where tenant_id = :tenant
        and secret_sealed is not null
        and substring(secret_sealed from 1 for :length) <> :prefix
      order by id
      limit :limit
      for update
      """;

  private static final String COUNT_OUTDATED =
      """
      select count(*)
      from factors
      where tenant_id = :tenant
        and secret_sealed is not null
        and substring(secret_sealed from 1 for :length) <> :prefix
      """;

  private static final String RESEAL =
      """
      update factors
      set secret_sealed = :sealed
      where tenant_id = :tenant and id = :id
      """;

  private final JdbcClient jdbc;

  JdbcSealedFactors(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Secrets that another than the current master key sealed, locked. */
  List<SealedRow> notBeginningWith(TenantId tenant, byte[] prefix, int limit) {
    return jdbc.sql(FIND_OUTDATED)
        .param("tenant", tenant.value())
        .param("length", prefix.length)
        .param("prefix", prefix)
        .param("limit", limit)
        .query((row, number) -> {
          FactorId id = new FactorId(row.getObject("id", UUID.class));
          return new SealedRow(
              id.value().toString(), row.getBytes("secret_sealed"), TotpSecrets.context(id));
        })
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
              .param("id", UUID.fromString(row.key()))
              .param("sealed", row.sealed())
              .update();
      if (changed != 1) {
        throw new IllegalStateException("expected one secret to be sealed anew, not " + changed);
      }
    }
  }
}
