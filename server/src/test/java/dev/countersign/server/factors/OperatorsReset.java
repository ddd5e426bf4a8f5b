package dev.countersign.server.factors;

import dev.countersign.server.platform.config.ServiceSettings;
import dev.countersign.server.platform.store.DatabaseSettings;
import dev.countersign.server.platform.store.StoreAccess;
import dev.countersign.testsupport.TestClock;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** {@code countersign factors reset}, run on the store of a service under test. */
record OperatorsReset(
    ServiceSettings settings, DatabaseSettings databaseSettings, TestClock clock) {
  /** Answers what the command said. */
  String of(String user) {
    StringWriter said = new StringWriter();
    FactorsReset command = new FactorsReset(clock);
    new CommandLine(command).parseArgs(user, "--reason", "a fire");
    try (StoreAccess store = StoreAccess.open(settings, databaseSettings)) {
      command.run(store, new PrintWriter(said));
    }
    return said.toString();
  }
}
