package dev.countersign.server.apikeys;

import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.CommandAudit;
import dev.countersign.server.platform.crypto.MasterKeyFile;
import dev.countersign.server.platform.crypto.MasterKeys;
import dev.countersign.server.platform.store.CommandWork;
import dev.countersign.server.platform.store.StoreAccess;
import dev.countersign.server.platform.store.StoreCommand;
import java.io.PrintWriter;
import java.time.Clock;

/** What the commands on API keys have in common; they run with the service up or down. */
abstract class ApiKeyCommand implements StoreCommand {
  static final int DONE = 0;
  static final int NOTHING_DONE = 1;

  @Override
  public final String group() {
    return "api-keys";
  }

  @Override
  public final int run(StoreAccess store, PrintWriter out) {
    MasterKeys masterKeys = MasterKeyFile.in(store.settings().directory()).read();
    Clock clock = Clock.systemUTC();
    CommandWork work = new CommandWork(store.application());
    int code = run(work, CommandAudit.on(work.operations(), masterKeys, clock), clock, out);
    out.flush();
    return code;
  }

  abstract int run(CommandWork work, AuditTrail audit, Clock clock, PrintWriter out);
}
