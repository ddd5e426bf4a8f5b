package dev.countersign.server.tokens;

import dev.countersign.server.platform.store.TenantTransactions;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The store for a command that runs without the service's beans. */
final class JdbcKeyAccess {
  private final JdbcOperations operations;
  private final JdbcClient client;
  private final TenantTransactions transactions;

  JdbcKeyAccess(DataSource source) {
    this.operations = new JdbcTemplate(source);
    this.client = JdbcClient.create(operations);
    this.transactions = TenantTransactions.on(source);
  }

  JdbcOperations operations() {
    return operations;
  }

  JdbcClient client() {
    return client;
  }

  TenantTransactions transactions() {
    return transactions;
  }
}
