package dev.countersign.server.audit;

import dev.countersign.proof.Hash;
import dev.countersign.server.audit.JdbcAuditRows.LogRow;
import dev.countersign.server.platform.store.UuidArray;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** What the sequencer writes, set-based, in the role that works across tenants. */
@Component
class JdbcAuditLog {
  // Any number will do, as long as no other lock of this database has it.
  private static final long SEQUENCER_LOCK = 0x636f_756e_7465_7201L;

  // A round looks everything up by index. The statistics of what waits are always those of another
  // moment: by them it is so little that the whole table is read, with all that went through it
  // since the last vacuum.
  private static final String TRY_LOCK =
      """
      select pg_try_advisory_xact_lock(:lock)
      from set_config('enable_seqscan', 'off', true)
      """;

  private static final String PLACE =
      """
      insert into audit_log (place, tenant_id, event_id, leaf, chain)
      select place, tenant_id, event_id, leaf, chain
      from unnest(:place, :tenant_id, :event_id, :leaf, :chain)
        as placed (place, tenant_id, event_id, leaf, chain)
      """;

  private static final String NO_LONGER_PENDING =
      """
      delete from audit_pending
      where event_id = any(:ids)
      """;

  private static final String SIGN =
      """
      insert into audit_checkpoints (size, root, frontier, note, created_at, seal)
      values (:size, :root, :frontier, :note, :created_at, :seal)
      """;

  private static final String THIN = "select thin_audit_checkpoints()";

  private final JdbcClient jdbc;

  JdbcAuditLog(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Whether this transaction is now the only sequencer of the installation, until its end. */
  boolean tryLock() {
    return jdbc.sql(TRY_LOCK).param("lock", SEQUENCER_LOCK).query(Boolean.class).single();
  }

  void place(List<LogRow> rows) {
    int placed =
        jdbc.sql(PLACE)
            .param(
                "place",
                new SqlArrayValue(
                    "bigint", (Object[]) rows.stream().map(LogRow::place).toArray(Long[]::new)))
            .param("tenant_id", ids(rows, LogRow::tenantId))
            .param("event_id", ids(rows, LogRow::eventId))
            .param("leaf", hashes(rows, LogRow::leaf))
            .param("chain", hashes(rows, LogRow::chain))
            .update();
    require(placed, rows.size(), "placed");
  }

  void noLongerPending(List<LogRow> rows) {
    int removed = jdbc.sql(NO_LONGER_PENDING).param("ids", ids(rows, LogRow::eventId)).update();
    require(removed, rows.size(), "taken from the pending");
  }

  void sign(CheckpointRow checkpoint) {
    jdbc.sql(SIGN)
        .param("size", checkpoint.size())
        .param("root", checkpoint.root().toBytes())
        .param("frontier", checkpoint.frontier().content())
        .param("note", checkpoint.note())
        .param("created_at", OffsetDateTime.ofInstant(checkpoint.createdAt(), ZoneOffset.UTC))
        .param("seal", checkpoint.seal().content())
        .update();
  }

  /** Forgets checkpoints by the schema's own rule, and says how many. */
  int thin() {
    return jdbc.sql(THIN).query(Integer.class).single();
  }

  private static void require(int actual, int expected, String what) {
    if (actual != expected) {
      throw new IllegalStateException(
          "expected " + expected + " events to be " + what + ", not " + actual);
    }
  }

  private static UuidArray ids(List<LogRow> rows, Function<LogRow, UUID> value) {
    return UuidArray.of(rows.stream().map(value).toList());
  }

  private static SqlArrayValue hashes(List<LogRow> rows, Function<LogRow, Hash> value) {
    return new SqlArrayValue(
        "bytea", (Object[]) rows.stream().map(value).map(Hash::toBytes).toArray(byte[][]::new));
  }
}
