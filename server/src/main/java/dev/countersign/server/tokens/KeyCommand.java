package dev.countersign.server.tokens;

import dev.countersign.server.audit.CommandAudit;
import dev.countersign.server.platform.crypto.MasterKeyFile;
import dev.countersign.server.platform.crypto.MasterKeys;
import dev.countersign.server.platform.store.StoreAccess;
import dev.countersign.server.platform.store.StoreCommand;
import dev.countersign.server.revocation.Revocations;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;

/** What the commands on signing keys have in common: the ring, with the service up or down. */
abstract class KeyCommand implements StoreCommand {
  static final int DONE = 0;
  static final int NOTHING_DONE = 1;

  @Override
  public final String group() {
    return "keys";
  }

  @Override
  public final int run(StoreAccess store, PrintWriter out) {
    MasterKeys masterKeys = MasterKeyFile.in(store.settings().directory()).read();
    Clock clock = Clock.systemUTC();
    JdbcKeyAccess access = new JdbcKeyAccess(store.application());
    KeyRing ring =
        new KeyRing(
            new JdbcSigningKeys(access.client()),
            access.transactions(),
            masterKeys,
            CommandAudit.on(access.operations(), masterKeys, clock),
            Revocations.ofCommand(access.client(), clock),
            clock,
            () -> {});
    int code = run(ring, out);
    out.flush();
    return code;
  }

  abstract int run(KeyRing ring, PrintWriter out);

  static void print(List<StoredKey> keys, PrintWriter out) {
    keys.stream()
        .sorted(
            Comparator.comparing((StoredKey key) -> key.tenant().text())
                .thenComparing(StoredKey::algorithm)
                .thenComparing(StoredKey::createdAt))
        .forEach(key ->
            out.printf(
                "%s  %-9s  %-6s  %s  created %s%s%n",
                key.keyId(),
                key.phase().wireName(),
                key.algorithm().wireName(),
                key.tenant().text(),
                key.createdAt(),
                key.endedAt() == null ? "" : "  ended " + key.endedAt()));
  }
}
