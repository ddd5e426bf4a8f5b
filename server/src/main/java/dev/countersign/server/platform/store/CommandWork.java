package dev.countersign.server.platform.store;

import dev.countersign.server.platform.id.TenantId;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a command works with: statements, in transactions that say which tenants they may see. */
public final class CommandWork {
  private final JdbcOperations operations;
  private final JdbcClient jdbc;
  private final TenantTransactions transactions;

  /** Works on this source. */
  public CommandWork(DataSource source) {
    this.operations = new JdbcTemplate(source);
    this.jdbc = JdbcClient.create(operations);
    this.transactions = TenantTransactions.on(source);
  }

  public JdbcOperations operations() {
    return operations;
  }

  public JdbcClient jdbc() {
    return jdbc;
  }

  public TenantTransactions transactions() {
    return transactions;
  }

  /** Every tenant of the installation. */
  public List<TenantId> tenants() {
    return transactions.acrossTenants(() -> JdbcTenants.all(jdbc));
  }
}
