package dev.countersign.server.tokens;

import dev.countersign.server.platform.crypto.SealedRow;
import dev.countersign.server.platform.crypto.SealedTable;
import dev.countersign.server.platform.id.TenantId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The private halves of the keys that sign tokens. */
public final class SigningKeysSealed extends SealedTable {
  /** Made by the service loader. */
  public SigningKeysSealed() {}

  @Override
  public String name() {
    return "signing keys";
  }

  @Override
  protected List<SealedRow> outdated(
      JdbcClient jdbc, TenantId tenant, byte[] currentPrefix, int limit) {
    return new JdbcSealedSigningKeys(jdbc).notBeginningWith(tenant, currentPrefix, limit);
  }

  @Override
  protected void update(JdbcClient jdbc, TenantId tenant, List<SealedRow> rows) {
    new JdbcSealedSigningKeys(jdbc).reseal(tenant, rows);
  }

  @Override
  protected long count(JdbcClient jdbc, TenantId tenant, byte[] currentPrefix) {
    return new JdbcSealedSigningKeys(jdbc).countNotBeginningWith(tenant, currentPrefix);
  }
}
