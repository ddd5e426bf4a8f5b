package dev.countersign.server.ledger;

import java.util.List;
import javax.sql.DataSource;

/** Recomputes the ledger from its rows, of all tenants, as they stand at one moment. */
public final class LedgerVerification {
  private final DataSource application;

  /**
   * @param application connections as the service's own role, which may take on the one that sees
   *     every tenant
   */
  public LedgerVerification(DataSource application) {
    this.application = application;
  }

  /**
   * What was looked through, and what is wrong with it.
   *
   * @param findings empty for a sound ledger; of each kind at most a thousand
   */
  public record Report(long accounts, long payments, long entries, List<LedgerFinding> findings) {
    public Report {
      findings = List.copyOf(findings);
    }
  }

  /** Looks through everything. Postings may go on meanwhile. */
  public Report run() {
    return JdbcLedgerVerification.run(application);
  }
}
