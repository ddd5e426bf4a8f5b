package dev.countersign.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.audit.AuditVerdict.Broken;
import dev.countersign.server.audit.AuditVerdict.Verified;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.testing.StoreFixture;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whoever owns the database changes it by direct SQL, from one column to the whole log made
 * consistent again. Each is found, and the first bad row is named.
 *
 * <p>The log holds the events at places 0 to 11 under checkpoints of the sizes 5, 9 and 12; two
 * more events are pending.
 */
class TamperingTests {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final List<String> TABLES =
      List.of("audit_events", "audit_pending", "audit_log", "audit_checkpoints");
  private static final long BAD_PLACE = 6;

  /** A column as the catalogue describes it. */
  record Column(String name, String type) {}

  @AutoClose private final StoreFixture store = StoreFixture.create();
  @AutoClose private final AuditFixture audit = AuditFixture.on(store);
  private final JdbcClient superuser = store.superuser();

  @BeforeEach
  void fillTheLog() {
    record(5);
    audit.place();
    record(4);
    audit.place();
    record(3);
    audit.place();
    record(2);
  }

  @Test
  void verifiesTheLogAsItWasWritten() {
    assertThat(audit.verify())
        .isInstanceOfSatisfying(
            Verified.class,
            verified -> {
              assertThat(verified.size()).isEqualTo(12);
              assertThat(verified.pending()).isEqualTo(2);
              assertThat(verified.checkpoints()).isEqualTo(3);
            });
  }

  @Test
  void findsAChangeOfAnyColumnOfAnyTable() {
    keepCopies();
    for (String table : TABLES) {
      for (Column column : columnsOf(table)) {
        String name = column.name();
        execute(
            "update %s set %s = %s where %s"
                .formatted(table, name, changed(name, column.type()), row(table)));

        assertThat(audit.verify())
            .as("a change of %s.%s", table, name)
            .isInstanceOfSatisfying(Broken.class, broken -> requireNamed(table, broken));
        restoreCopies();
      }
    }
    assertThat(audit.verify()).isInstanceOf(Verified.class);
  }

  @Test
  void findsADeletedRowOfAnyTable() {
    keepCopies();
    for (String table : TABLES) {
      // Of checkpoints, old ones are thinned by rule; the last one holds the tail.
      String where = table.equals("audit_checkpoints") ? "size = 12" : row(table);
      execute("delete from " + table + " where " + where);

      assertThat(audit.verify()).as("a row gone from %s", table).isInstanceOf(Broken.class);
      restoreCopies();
    }
  }

  @Test
  void findsAnEventDeletedWithItsPlace() {
    execute("delete from audit_events where " + row("audit_events"));
    execute("delete from audit_log where place = " + BAD_PLACE);

    assertBroken(AuditFault.PLACE_MISSING, BAD_PLACE);
  }

  @Test
  void findsARemovedPendingRow() {
    UUID lost = firstPending();
    execute("delete from audit_pending where event_id = '" + lost + "'");

    assertThat(audit.verify())
        .isEqualTo(new Broken(AuditFault.NEITHER_PENDING_NOR_PLACED, null, lost, ""));
  }

  @Test
  void findsAPlacedEventMadePendingAgain() {
    UUID event = eventAt(BAD_PLACE);
    execute(
        "insert into audit_pending (event_id, tenant_id) values ('%s', '%s')"
            .formatted(event, TENANT.value()));

    assertThat(audit.verify())
        .isEqualTo(new Broken(AuditFault.PENDING_AND_PLACED, null, event, ""));
    assertThat(audit.round()).isInstanceOf(Round.Placed.class);
    assertThat(places()).isEqualTo(14);
  }

  @Test
  void findsAForgedPendingEventAndGivesItNoPlace() {
    UUID forged = UUID.randomUUID();
    execute(
        """
        insert into audit_events
        select (jsonb_populate_record(event, jsonb_build_object('id', '%s'))).*
        from audit_events as event
        where id = '%s'
        """
            .formatted(forged, firstPending()));
    execute(
        "insert into audit_pending (event_id, tenant_id) values ('%s', '%s')"
            .formatted(forged, TENANT.value()));

    assertThat(audit.verify()).isEqualTo(new Broken(AuditFault.SEAL_BROKEN, null, forged, ""));

    audit.place();
    assertThat(places()).isEqualTo(14);
    assertThat(firstPending()).isEqualTo(forged);
    assertThat(audit.verify()).isInstanceOf(Broken.class);
  }

  @Test
  void findsTwoSwappedRowsOfTheLog() {
    keepCopies();
    swapInLog("event_id");
    assertBroken(AuditFault.LEAF_CHANGED, 3);
    restoreCopies();

    swapInLog("event_id, leaf");
    assertBroken(AuditFault.CHAIN_BROKEN, 3);
    restoreCopies();

    swapInLog("event_id, leaf, chain");
    assertBroken(AuditFault.CHAIN_BROKEN, 3);
  }

  @Test
  void findsTwoEventsThatSwappedTheirContents() {
    execute(
        """
        update audit_events as event
        set salt = other.salt, seal = other.seal, metadata = other.metadata
        from audit_events as other
        where (event.id = '%1$s' and other.id = '%2$s') or (event.id = '%2$s' and other.id = '%1$s')
        """
            .formatted(eventAt(3), eventAt(BAD_PLACE)));

    assertBroken(AuditFault.SEAL_BROKEN, 3);
  }

  @Test
  void findsRowsAddedToTheLogWithoutASignature() {
    new Forger(audit).extend(firstPending());
    execute("delete from audit_pending where event_id = '" + eventAt(12) + "'");

    assertBroken(AuditFault.TAIL_UNSIGNED, 12);
  }

  @Test
  void findsATailCutConsistently() {
    execute("delete from audit_checkpoints where size > 9");
    execute(
        "delete from audit_events where id in (select event_id from audit_log where place >= 9)");
    execute("delete from audit_log where place >= 9");

    assertThat(audit.verify())
        .isEqualTo(
            new Broken(
                AuditFault.TAIL_CUT,
                9L,
                null,
                "the checkpoint of size 12 kept outside the database"));
  }

  @Test
  void addsNothingToALogWhoseTailWasCut() {
    execute("delete from audit_checkpoints where size > 9");
    execute(
        "delete from audit_events where id in (select event_id from audit_log where place >= 9)");
    execute("delete from audit_log where place >= 9");

    assertThat(audit.round()).isEqualTo(new Round.Halted(AuditFault.TAIL_CUT, 9));
    audit.restart();
    assertThat(audit.round()).isEqualTo(new Round.Halted(AuditFault.TAIL_CUT, 9));
  }

  @Test
  void findsAnEmptiedLog() {
    TABLES.forEach(table -> execute("truncate " + table));

    assertBroken(AuditFault.TAIL_CUT, 0);
  }

  @Test
  void findsARewritingFromARowOnByItsSignatures() {
    new Forger(audit).rewriteFrom(BAD_PLACE, AuditFixture.strangersKeys());

    assertThat(audit.verify())
        .isEqualTo(
            new Broken(AuditFault.CHECKPOINT_UNSIGNED, 5L, null, "the checkpoint of size 9"));
  }

  @Test
  void findsARewritingWithEveryKeyByTheCheckpointsOutside() {
    new Forger(audit).rewriteFrom(BAD_PLACE, audit.checkpointKeys);

    assertThat(audit.verify())
        .isEqualTo(
            new Broken(
                AuditFault.ROOT_DIFFERS,
                5L,
                null,
                "the checkpoint of size 9 kept outside the database"));
  }

  @Test
  void findsChangesMadeByTheSchemasOwner() {
    JdbcClient owner = store.owner();
    owner.sql("alter table audit_events no force row level security").update();
    owner
        .sql("update audit_events set request_id = 'other' where id = :id")
        .param("id", eventAt(BAD_PLACE))
        .update();

    assertBroken(AuditFault.SEAL_BROKEN, BAD_PLACE);
  }

  private void requireNamed(String table, Broken broken) {
    switch (table) {
      case "audit_events", "audit_log" -> assertThat(broken.place()).isEqualTo(BAD_PLACE);
      // A checkpoint of a size that the log does not have shows at the log's end.
      case "audit_checkpoints" -> assertThat(broken.place()).isIn(5L, 12L);
      default -> assertThat(broken.eventId()).isNotNull();
    }
  }

  private void assertBroken(AuditFault fault, long place) {
    assertThat(audit.verify())
        .isInstanceOfSatisfying(
            Broken.class,
            broken -> {
              assertThat(broken.fault()).isEqualTo(fault);
              assertThat(broken.place()).isEqualTo(place);
            });
  }

  private void record(int events) {
    audit.record(
        TENANT,
        IntStream.range(0, events)
            .mapToObj(number ->
                AuditEvent.of(TENANT, AuditEventType.LOGIN_SUCCESS)
                    .with(Map.of("number", number))
                    .about(UUID.randomUUID(), Map.of("email", number + "@example.com")))
            .toArray(AuditEvent[]::new));
  }

  private List<Column> columnsOf(String table) {
    return superuser
        .sql(
            """
            select column_name as name, data_type as type
            from information_schema.columns
            where table_schema = 'public' and table_name = :table
            """)
        .param("table", table)
        .query((row, number) -> new Column(row.getString("name"), row.getString("type")))
        .list();
  }

  /** Another value of the column's type that its checks let pass. */
  private static String changed(String column, String type) {
    if (column.equals("severity")) {
      return "'critical'";
    }
    return switch (type) {
      case "uuid" -> "gen_random_uuid()";
      case "text" -> "coalesce(" + column + ", '') || 'x'";
      case "timestamp with time zone" -> column + " + interval '1 microsecond'";
      case "jsonb" -> column + " || '{\"number\": 99}'";
      case "smallint" -> column + " + 1";
      case "bigint" -> column + " + 1000";
      case "bytea" -> "set_byte(" + column + ", 9, get_byte(" + column + ", 9) # 1)";
      default -> throw new IllegalStateException("teach this test to change a " + type);
    };
  }

  private String row(String table) {
    return switch (table) {
      case "audit_events" -> "id = '" + eventAt(BAD_PLACE) + "'";
      case "audit_log" -> "place = " + BAD_PLACE;
      case "audit_checkpoints" -> "size = 9";
      default -> "event_id = '" + firstPending() + "'";
    };
  }

  private void swapInLog(String columns) {
    String others = "other." + columns.replace(", ", ", other.");
    execute("alter table audit_log drop constraint if exists audit_log_event_id_key");
    execute(
        """
        update audit_log as log
        set (%s) = row(%s)
        from audit_log as other
        where (log.place, other.place) in ((3, %3$d), (%3$d, 3))
        """
            .formatted(columns, others, BAD_PLACE));
  }

  private UUID eventAt(long place) {
    return superuser
        .sql("select event_id from audit_log where place = :place")
        .param("place", place)
        .query(UUID.class)
        .single();
  }

  private UUID firstPending() {
    return superuser
        .sql("select event_id from audit_pending order by event_id limit 1")
        .query(UUID.class)
        .single();
  }

  private long places() {
    return superuser.sql("select count(*) from audit_log").query(Long.class).single();
  }

  private void keepCopies() {
    TABLES.forEach(table -> execute("create table copy_of_%1$s as table %1$s".formatted(table)));
  }

  private void restoreCopies() {
    for (String table : TABLES) {
      execute("delete from " + table);
      execute("insert into %1$s table copy_of_%1$s".formatted(table));
    }
  }

  private void execute(String sql) {
    superuser.sql(sql).update();
  }
}
