package dev.countersign.server.tokens;

import dev.countersign.server.platform.store.TenantTransactions;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The store for a command that runs without the service's beans. */
final class JdbcKeyAccess {
  private final JdbcClient client;
  private final TenantTransactions transactions;

  JdbcKeyAccess(DataSource source) {
    this.client = JdbcClient.create(source);
    this.transactions = new TenantTransactions(new JdbcTransactionManager(source), client);
  }

  JdbcClient client() {
    return client;
  }

  TenantTransactions transactions() {
    return transactions;
  }
}
