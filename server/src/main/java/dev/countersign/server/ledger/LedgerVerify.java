package dev.countersign.server.ledger;

import dev.countersign.server.platform.crypto.MasterKeyFile;
import dev.countersign.server.platform.crypto.MasterKeys;
import dev.countersign.server.platform.store.StoreAccess;
import dev.countersign.server.platform.store.StoreCommand;
import java.io.PrintWriter;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ledger verify}: says whether the ledger's rows agree, and names each that does not. */
@Command(name = "verify", description = "Recomputes every balance from its entries.")
public final class LedgerVerify implements StoreCommand {
  private static final int SOUND = 0;
  private static final int UNSOUND = 1;

  @Option(
      names = "--freeze",
      description = {
        "Freeze the accounts that are concerned, as the nightly run does:",
        "nothing is taken from them until somebody thaws them."
      })
  private boolean freeze;

  @Override
  public String group() {
    return "ledger";
  }

  @Override
  public int run(StoreAccess store, PrintWriter out) {
    LedgerVerification.Report report = new LedgerVerification(store.application()).run();
    report.findings().forEach(finding -> out.println(finding.text()));
    out.printf(
        "ledger: accounts=%d payments=%d entries=%d findings=%d%n",
        report.accounts(), report.payments(), report.entries(), report.findings().size());
    if (freeze) {
      MasterKeys keys = MasterKeyFile.in(store.settings().directory()).read();
      int frozen =
          JdbcLedgerVerification.integrityRun(store.application(), keys, Clock.systemUTC())
              .stopDebits(report);
      out.printf("ledger: frozen=%d%n", frozen);
    }
    out.flush();
    return report.findings().isEmpty() ? SOUND : UNSOUND;
  }
}
