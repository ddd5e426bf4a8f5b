package dev.countersign.server.factors;

import dev.countersign.server.platform.crypto.SealedRow;
import dev.countersign.server.platform.crypto.SealedTable;
import dev.countersign.server.platform.id.TenantId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The secrets of authenticator apps. */
public final class FactorSecretsSealed extends SealedTable {
  /** Made by the service loader. */
  public FactorSecretsSealed() {}

  @Override
  public String name() {
    return "authenticator secrets";
  }

  @Override
  protected List<SealedRow> outdated(
      JdbcClient jdbc, TenantId tenant, byte[] currentPrefix, int limit) {
    return new JdbcSealedFactors(jdbc).notBeginningWith(tenant, currentPrefix, limit);
  }

  @Override
  protected void update(JdbcClient jdbc, TenantId tenant, List<SealedRow> rows) {
    new JdbcSealedFactors(jdbc).reseal(tenant, rows);
  }

  @Override
  protected long count(JdbcClient jdbc, TenantId tenant, byte[] currentPrefix) {
    return new JdbcSealedFactors(jdbc).countNotBeginningWith(tenant, currentPrefix);
  }
}
