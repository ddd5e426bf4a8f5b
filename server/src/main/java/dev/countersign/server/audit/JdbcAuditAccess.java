package dev.countersign.server.audit;

import dev.countersign.server.platform.store.TenantTransactions;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The audit tables for a command that runs without the service's beans. */
final class JdbcAuditAccess {
  private final TenantTransactions transactions;
  private final JdbcAuditRows rows;

  /** Works on this one source, whose connections its transactions keep. */
  JdbcAuditAccess(DataSource source) {
    JdbcClient jdbc = JdbcClient.create(source);
    this.transactions = TenantTransactions.on(source);
    this.rows = new JdbcAuditRows(jdbc);
  }

  TenantTransactions transactions() {
    return transactions;
  }

  JdbcAuditRows rows() {
    return rows;
  }
}
