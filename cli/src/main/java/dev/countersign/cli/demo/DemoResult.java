package dev.countersign.cli.demo;

import dev.countersign.api.AuditVerification;
import java.util.Locale;

/**
 * How the demo went.
 *
 * @param seconds from its start to its end
 */
record DemoResult(BankData data, Tally tally, AuditVerification audit, double seconds) {
  /** Whether everything was as it should be. */
  boolean good() {
    return audit.verified()
        && tally.differing() == 0
        && tally.accounts() == data.overdraftLimits().size()
        && tally.transactions() == data.rows().size()
        && tally.balancesMatched() == data.rows().size();
  }

  /** The figures in one line, for programs. */
  String line() {
    return String.format(
        Locale.ROOT,
        "demo: accounts=%d transactions=%d balances_matched=%d audit=%s seconds=%.1f%s",
        tally.accounts(),
        tally.transactions(),
        tally.balancesMatched(),
        audit.verified() ? "verified" : "failed",
        seconds,
        good() ? "" : " differs=" + Math.max(1, tally.differing()));
  }
}
