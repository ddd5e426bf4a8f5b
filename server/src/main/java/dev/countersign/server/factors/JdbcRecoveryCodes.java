package dev.countersign.server.factors;

import dev.countersign.server.platform.id.TenantId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** The table {@code recovery_codes}. Works in the caller's transaction. */
@Component
final class JdbcRecoveryCodes {
  private static final String CLEAR = "delete from recovery_codes where factor_id = :factor";

  private static final String INSERT =
      """
      insert into recovery_codes (factor_id, tenant_id, code_hash)
      select :factor, :tenant, hash
      from unnest(:hashes) as hash
      """;

  private static final String SPEND =
      """
      update recovery_codes
      set used_at = :now
      where factor_id = :factor and code_hash = :hash and used_at is null
      """;

  private static final String COUNT_LEFT =
      "select count(*) from recovery_codes where factor_id = :factor and used_at is null";

  private final JdbcClient jdbc;

  JdbcRecoveryCodes(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void replace(TenantId tenant, FactorId factor, List<byte[]> hashes) {
    jdbc.sql(CLEAR).param("factor", factor.value()).update();
    jdbc.sql(INSERT)
        .param("factor", factor.value())
        .param("tenant", tenant.value())
        .param("hashes", new SqlArrayValue("bytea", (Object[]) hashes.toArray(byte[][]::new)))
        .update();
  }

  boolean spend(FactorId factor, byte[] hash, Instant now) {
    return jdbc.sql(SPEND)
            .param("factor", factor.value())
            .param("hash", hash)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  int left(FactorId factor) {
    return jdbc.sql(COUNT_LEFT).param("factor", factor.value()).query(Integer.class).single();
  }
}
