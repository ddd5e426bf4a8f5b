package dev.countersign.server.audit;

import dev.countersign.proof.Hash;
import dev.countersign.server.platform.store.RowTime;
import dev.countersign.server.platform.store.UuidArray;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of the audit tables as the sequencer and the verifier read them, across tenants. */
@Component
class JdbcAuditRows {
  // The range lets PostgreSQL skip the months that cannot hold any of the events.
  private static final String EVENTS =
      """
      select
        id, tenant_id, type, severity, occurred_at, actor_type, actor_id, target_type, target_id,
        session_id, request_id, metadata::text as metadata, person_id, personal, encoding_version,
        salt, seal
      from audit_events
      where id between :lowest and :highest
        and id = any(:ids)
      """;

  private static final String PENDING =
      """
      select event_id, tenant_id
      from audit_pending
      where event_id >= :from
        and event_id <> all(:without)
      order by event_id
      limit :limit
      """;

  private static final String LOG =
      """
      select place, tenant_id, event_id, leaf, chain
      from audit_log
      where place >= :from
      order by place
      limit :limit
      """;

  private static final String LAST_PLACED =
      """
      select place, tenant_id, event_id, leaf, chain
      from audit_log
      order by place desc
      limit 1
      """;

  private static final String CHECKPOINTS =
      """
      select size, root, frontier, note, created_at, seal
      from audit_checkpoints
      where size > :after
      order by size
      limit :limit
      """;

  private static final String LAST_CHECKPOINT =
      """
      select size, root, frontier, note, created_at, seal
      from audit_checkpoints
      order by size desc
      limit 1
      """;

  private static final String PLACED =
      """
      select event_id
      from audit_log
      where event_id = any(:ids)
      """;

  /** A row of the log. */
  record LogRow(long place, UUID tenantId, UUID eventId, Hash leaf, Hash chain) {}

  /** A row of the pending events. */
  record PendingRow(UUID eventId, UUID tenantId) {}

  private static final String FIRST_LOST =
      """
      select event.id
      from audit_events as event
      where not exists (select 1 from audit_log where event_id = event.id)
        and not exists (select 1 from audit_pending where event_id = event.id)
      order by event.id
      limit 1
      """;

  private static final String OLDEST_PENDING =
      """
      select event_id
      from audit_pending
      order by event_id
      limit 1
      """;

  private static final String ONE_SNAPSHOT =
      "set transaction isolation level repeatable read, read only";

  /** The first of all ids in the store's order. */
  static final UUID LOWEST = new UUID(0, 0);

  private final JdbcClient jdbc;

  JdbcAuditRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The events with these ids that there are. */
  Map<UUID, SealedEvent> events(Collection<UUID> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    Map<UUID, SealedEvent> events = HashMap.newHashMap(ids.size());
    jdbc.sql(EVENTS)
        .param("lowest", Collections.min(ids, JdbcAuditRows::compareAsStored))
        .param("highest", Collections.max(ids, JdbcAuditRows::compareAsStored))
        .param("ids", uuids(ids))
        .query((row, number) -> sealed(row))
        .list()
        .forEach(event -> events.put(event.event().id(), event));
    return events;
  }

  /** Pending rows by event id, from this one on, but for those without. */
  List<PendingRow> pending(UUID from, Collection<UUID> without, int limit) {
    return jdbc.sql(PENDING)
        .param("from", from)
        .param("without", uuids(without))
        .param("limit", limit)
        .query((row, number) ->
            new PendingRow(
                row.getObject("event_id", UUID.class), row.getObject("tenant_id", UUID.class)))
        .list();
  }

  /** Those of these events that have a place. */
  Set<UUID> placed(Collection<UUID> ids) {
    return Set.copyOf(jdbc.sql(PLACED).param("ids", uuids(ids)).query(UUID.class).list());
  }

  List<LogRow> log(long from, int limit) {
    return jdbc.sql(LOG)
        .param("from", from)
        .param("limit", limit)
        .query((row, number) -> logRow(row))
        .list();
  }

  Optional<LogRow> lastPlaced() {
    return jdbc.sql(LAST_PLACED).query((row, number) -> logRow(row)).optional();
  }

  List<CheckpointRow> checkpoints(long after, int limit) {
    return jdbc.sql(CHECKPOINTS)
        .param("after", after)
        .param("limit", limit)
        .query((row, number) -> checkpoint(row))
        .list();
  }

  Optional<CheckpointRow> lastCheckpoint() {
    return jdbc.sql(LAST_CHECKPOINT).query((row, number) -> checkpoint(row)).optional();
  }

  /** The first event, by id, that has no place and waits for none. */
  Optional<UUID> firstLost() {
    return jdbc.sql(FIRST_LOST).query(UUID.class).optional();
  }

  Optional<UUID> oldestPending() {
    return jdbc.sql(OLDEST_PENDING).query(UUID.class).optional();
  }

  /** Makes this transaction, which has read nothing yet, see the store as it is now to its end. */
  void readOneSnapshot() {
    jdbc.sql(ONE_SNAPSHOT).update();
  }

  /** The id right after this one in the store's order. */
  static UUID after(UUID id) {
    long low = id.getLeastSignificantBits() + 1;
    long high = id.getMostSignificantBits() + (low == 0 ? 1 : 0);
    return new UUID(high, low);
  }

  static UuidArray uuids(Collection<UUID> ids) {
    return UuidArray.of(ids);
  }

  // PostgreSQL orders UUIDs as unsigned bytes; UUID.compareTo is signed.
  private static int compareAsStored(UUID one, UUID other) {
    int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
  }

  static StoredEvent event(ResultSet row) throws SQLException {
    byte @Nullable [] personal = row.getBytes("personal");
    return new StoredEvent(
        row.getObject("id", UUID.class),
        row.getObject("tenant_id", UUID.class),
        row.getString("type"),
        row.getString("severity"),
        RowTime.read(row, "occurred_at"),
        row.getString("actor_type"),
        row.getObject("actor_id", UUID.class),
        row.getString("target_type"),
        row.getString("target_id"),
        row.getObject("session_id", UUID.class),
        row.getString("request_id"),
        MetadataJson.read(row.getString("metadata")),
        row.getObject("person_id", UUID.class),
        personal == null ? null : Bytes.of(personal));
  }

  private static SealedEvent sealed(ResultSet row) throws SQLException {
    return SealedEvent.stored(
        event(row), row.getInt("encoding_version"), bytes(row, "salt"), bytes(row, "seal"));
  }

  private static LogRow logRow(ResultSet row) throws SQLException {
    return new LogRow(
        row.getLong("place"),
        row.getObject("tenant_id", UUID.class),
        row.getObject("event_id", UUID.class),
        Hash.of(bytes(row, "leaf").content()),
        Hash.of(bytes(row, "chain").content()));
  }

  private static CheckpointRow checkpoint(ResultSet row) throws SQLException {
    return new CheckpointRow(
        row.getLong("size"),
        Hash.of(bytes(row, "root").content()),
        bytes(row, "frontier"),
        row.getString("note"),
        RowTime.read(row, "created_at"),
        bytes(row, "seal"));
  }

  private static Bytes bytes(ResultSet row, String column) throws SQLException {
    return Bytes.of(Objects.requireNonNull(row.getBytes(column), column));
  }
}
