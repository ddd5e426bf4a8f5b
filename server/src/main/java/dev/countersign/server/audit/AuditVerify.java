package dev.countersign.server.audit;

import dev.countersign.server.platform.crypto.MasterKeyFile;
import dev.countersign.server.platform.crypto.MasterKeys;
import dev.countersign.server.platform.store.StoreAccess;
import dev.countersign.server.platform.store.StoreCommand;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import picocli.CommandLine.Command;

/** {@code countersign audit verify}: with the service up or down, however long it takes. */
@Command(
    name = "verify",
    description = "Recomputes the audit log from its rows and names the first that is bad.")
public final class AuditVerify implements StoreCommand {
  private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(30);
  private static final int VERIFIED = 0;
  private static final int NOT_VERIFIED = 1;

  /** Made by the service loader. */
  public AuditVerify() {}

  @Override
  public String group() {
    return "audit";
  }

  @Override
  public int run(StoreAccess store, PrintWriter out) {
    Path directory = store.settings().directory();
    MasterKeys masterKeys = MasterKeyFile.in(directory).read();
    AuditVerdict verdict = verifier(store, directory, masterKeys).verify(AS_LONG_AS_IT_TAKES);
    out.println(verdict.sentence());
    out.flush();
    return verdict instanceof AuditVerdict.Verified ? VERIFIED : NOT_VERIFIED;
  }

  private static AuditVerifier verifier(StoreAccess store, Path directory, MasterKeys masterKeys) {
    JdbcAuditAccess access = new JdbcAuditAccess(store.application());
    EventSeal eventSeal = new EventSeal(masterKeys, new SecureRandom());
    CheckpointSeal checkpointSeal =
        new CheckpointSeal(
            CheckpointKeys.existing(directory, masterKeys), masterKeys, Clock.systemUTC());
    return new AuditVerifier(
        access.transactions(),
        access.rows(),
        eventSeal,
        checkpointSeal,
        new PendingCheck(access.rows(), eventSeal),
        new OutsideCheckpoints(directory.resolve("checkpoints"), checkpointSeal));
  }
}
