package dev.countersign.server.masterkeys;

import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.CommandAudit;
import dev.countersign.server.platform.crypto.MasterKeyFile;
import dev.countersign.server.platform.crypto.MasterKeyRotation;
import dev.countersign.server.platform.crypto.MasterKeyRotation.Change;
import dev.countersign.server.platform.crypto.MasterKeys;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.CommandWork;
import dev.countersign.server.platform.store.StoreAccess;
import dev.countersign.server.platform.store.StoreCommand;
import java.io.PrintWriter;
import java.time.Clock;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code countersign keys rotate-master}, with the service up or down. */
@Command(
    name = "rotate-master",
    description = {
      "Puts a new master key into use and seals everything anew with it; a running service takes it"
          + " up within seconds. After a crash, the same command finishes the work."
    })
public final class RotateMaster implements StoreCommand {
  private static final int DONE = 0;
  private static final int REFUSED = 1;

  @ArgGroup private Step step = new Step();

  /** One of the steps around the rotation, instead of it. */
  static final class Step {
    @Option(
        names = "--prepare",
        description =
            "Only adds the new key, so that nodes with copies of the file can be given it before it"
                + " is used.")
    private boolean prepare;

    @Option(
        names = "--drop-old",
        description = "Drops the old keys; refuses while anything is sealed by one of them.")
    private boolean dropOld;
  }

  /** Made by the service loader. */
  public RotateMaster() {}

  @Override
  public String group() {
    return "keys";
  }

  @Override
  public int run(StoreAccess store, PrintWriter out) {
    MasterKeyRotation rotation = new MasterKeyRotation(store, out::println);
    Change change =
        step.prepare ? rotation.prepare() : step.dropOld ? rotation.drop() : rotation.rotate();
    record(store, change);
    out.println(sentence(change));
    out.flush();
    return change == Change.IN_USE || change == Change.TOO_SOON ? REFUSED : DONE;
  }

  private static void record(StoreAccess store, Change change) {
    switch (change) {
      case ROTATED -> record(store, AuditEventType.MASTER_KEY_ROTATED);
      case DROPPED -> record(store, AuditEventType.MASTER_KEY_DROPPED);
      case FINISHED, PREPARED, ALREADY_PREPARED, NOTHING_TO_DROP, IN_USE, TOO_SOON -> {}
    }
  }

  private static void record(StoreAccess store, AuditEventType type) {
    MasterKeys keys = MasterKeyFile.in(store.settings().directory()).read();
    CommandWork work = new CommandWork(store.application());
    work.transactions()
        .run(
            TenantId.DEFAULT,
            () ->
                CommandAudit.on(work.operations(), keys, Clock.systemUTC())
                    .record(AuditEvent.of(TenantId.DEFAULT, type)));
  }

  private static String sentence(Change change) {
    return switch (change) {
      case ROTATED ->
          "Done. Back the key file up now, apart from the database. Keep its old keys for as long as"
              + " you may restore a backup of the database from before; then drop them with"
              + " --drop-old.";
      case FINISHED ->
          "The rotation that was cut off is finished. Run this again for another new key.";
      case PREPARED ->
          "A new key is in the file, and not in use. Copy the file to every node, then run this"
              + " without --prepare.";
      case ALREADY_PREPARED -> "The file has a prepared key already. Run this without --prepare.";
      case DROPPED -> "The old keys are gone.";
      case NOTHING_TO_DROP -> "There is only the current key.";
      case TOO_SOON ->
          "Nothing was dropped: the keys were changed less than a minute ago, and a running service"
              + " may still be sealing with an old one. Try again in a minute.";
      case IN_USE -> "Nothing was dropped. Run this without --drop-old first.";
    };
  }
}
