package dev.countersign.server.platform.crypto;

import dev.countersign.server.platform.config.StartRefusedException;
import dev.countersign.server.platform.store.TenantTransactions;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Ties a database to its master keys: a known text, sealed by the first keys that met it. So lost
 * or foreign keys stop the start, instead of sealing new data beside what nobody can open.
 */
final class JdbcKeyCheck {
  private static final String CONTEXT = "master-key-check";
  private static final byte[] KNOWN = "countersign".getBytes(StandardCharsets.US_ASCII);
  private static final String FIND =
      """
      select sealed
      from master_key_check
      """;
  private static final String ADD =
      """
      insert into master_key_check (sealed)
      values (:sealed)
      on conflict do nothing
      """;
  private static final String CHANGE =
      """
      update master_key_check
      set sealed = :sealed
      where sealed = :old
      """;

  private final JdbcClient jdbc;
  private final TenantTransactions transactions;

  JdbcKeyCheck(JdbcClient jdbc, TenantTransactions transactions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
  }

  /** The keys of this database, made now if it has never met any. */
  MasterKeys keysOf(MasterKeyFile file) {
    if (!file.exists() && find().isEmpty()) {
      file.create();
    }
    MasterKeys keys = file.read();
    // The first of several nodes decides; all are checked against what it left.
    byte[] check = find().orElseGet(() -> add(keys));
    try {
      keys.open(check, CONTEXT);
    } catch (IllegalStateException e) {
      throw new StartRefusedException(
          "The master keys in "
              + file.path()
              + " are not those this database was sealed with. Restore the right file from its"
              + " backup, or use the directory that belongs to the database.",
          e);
    }
    return keys;
  }

  /** Seals the known text anew; zero where the current key did it already. */
  int reseal(Resealing keys) {
    Optional<byte[]> old = find().filter(sealed -> !keys.isCurrent(sealed));
    return old.isEmpty()
        ? 0
        : transactions.acrossTenants(() ->
            jdbc.sql(CHANGE)
                .param("sealed", keys.reseal(old.get(), CONTEXT))
                .param("old", old.get())
                .update());
  }

  long outdated(Resealing keys) {
    return find().filter(sealed -> !keys.isCurrent(sealed)).stream().count();
  }

  private Optional<byte[]> find() {
    return transactions.acrossTenants(() -> jdbc.sql(FIND).query(byte[].class).optional());
  }

  private byte[] add(MasterKeys keys) {
    return transactions.acrossTenants(() -> {
      jdbc.sql(ADD).param("sealed", keys.seal(KNOWN, CONTEXT)).update();
      return jdbc.sql(FIND).query(byte[].class).single();
    });
  }
}
