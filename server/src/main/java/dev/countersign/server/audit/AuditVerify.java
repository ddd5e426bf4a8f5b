package dev.countersign.server.audit;

import dev.countersign.server.platform.crypto.MasterKeyFile;
import dev.countersign.server.platform.crypto.MasterKeys;
import dev.countersign.server.platform.store.StoreAccess;
import dev.countersign.server.platform.store.StoreCommand;
import dev.countersign.server.platform.store.TenantTransactions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
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
    JdbcClient jdbc = JdbcClient.create(store.application());
    JdbcAuditRows rows = new JdbcAuditRows(jdbc);
    EventSeal eventSeal = new EventSeal(masterKeys, new SecureRandom());
    CheckpointSeal checkpointSeal =
        new CheckpointSeal(
            CheckpointKeys.existing(directory, masterKeys), masterKeys, Clock.systemUTC());
    return new AuditVerifier(
        new TenantTransactions(new JdbcTransactionManager(store.application()), jdbc),
        rows,
        eventSeal,
        checkpointSeal,
        new PendingCheck(rows, eventSeal),
        new OutsideCheckpoints(directory.resolve("checkpoints"), checkpointSeal));
  }
}
