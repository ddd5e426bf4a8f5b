package dev.countersign.server.privacy;

import dev.countersign.server.platform.crypto.SealedRow;
import dev.countersign.server.platform.crypto.SealedTable;
import dev.countersign.server.platform.id.TenantId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The persons' keys, which the master keys wrap. */
public final class PersonKeysSealed extends SealedTable {
  /** Made by the service loader. */
  public PersonKeysSealed() {}

  @Override
  public String name() {
    return "person keys";
  }

  @Override
  protected List<SealedRow> outdated(
      JdbcClient jdbc, TenantId tenant, byte[] currentPrefix, int limit) {
    return new JdbcPersonKeys(jdbc).notBeginningWith(tenant, currentPrefix, limit);
  }

  @Override
  protected void update(JdbcClient jdbc, TenantId tenant, List<SealedRow> rows) {
    new JdbcPersonKeys(jdbc).rewrap(tenant, rows);
  }

  @Override
  protected long count(JdbcClient jdbc, TenantId tenant, byte[] currentPrefix) {
    return new JdbcPersonKeys(jdbc).countNotBeginningWith(tenant, currentPrefix);
  }
}
