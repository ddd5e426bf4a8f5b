package dev.countersign.server.audit;

import dev.countersign.server.platform.crypto.MasterKeys;
import dev.countersign.server.platform.crypto.TestMasterKeys;
import dev.countersign.server.platform.id.EventId;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.privacy.PersonalData;
import dev.countersign.server.privacy.TestPersonalData;
import dev.countersign.server.testing.StoreFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * The audit log over a test's store, without Spring: events recorded through {@link #trail()} get
 * their places when the test says {@link #place()}.
 */
public final class AuditFixture implements AutoCloseable {
  static final String ORIGIN = "audit.test/log";

  final StoreFixture store;
  final MasterKeys keys = TestMasterKeys.fresh();
  final InstantSource clock;
  final PersonalData personalData;
  final FreshEvents fresh = new FreshEvents();
  final JdbcAuditRows rows;
  final JdbcAuditLog log;
  final EventSeal eventSeal;
  final CheckpointKeys checkpointKeys;
  final CheckpointSeal checkpointSeal;
  final Path directory;
  private final AuditTrail trail;
  private Placing placing;

  private AuditFixture(StoreFixture store, InstantSource clock) {
    SecureRandom random = new SecureRandom();
    this.store = store;
    this.clock = clock;
    this.directory = temporaryDirectory();
    this.personalData = TestPersonalData.in(store, keys, clock);
    this.rows = new JdbcAuditRows(store.jdbc());
    this.log = new JdbcAuditLog(store.jdbc());
    this.eventSeal = new EventSeal(keys, random);
    this.checkpointKeys = CheckpointKeys.in(directory, ORIGIN, keys, random);
    this.checkpointSeal = new CheckpointSeal(checkpointKeys, keys, clock);
    this.trail = newTrail(fresh);
    this.placing = newPlacing(newOutside(), 100);
  }

  /** The log of this store. */
  public static AuditFixture on(StoreFixture store) {
    return new AuditFixture(store, Clock.systemUTC());
  }

  static AuditFixture on(StoreFixture store, InstantSource clock) {
    return new AuditFixture(store, clock);
  }

  /** Records in the caller's transaction. */
  public AuditTrail trail() {
    return trail;
  }

  /** Gives every pending event its place. */
  public void place() {
    while (placing.round() instanceof Round.Placed) {
      // The next round takes the next batch.
    }
  }

  /** Verifies the whole log. */
  public AuditVerdict verify() {
    return new AuditVerifier(
            store.transactions(),
            rows,
            eventSeal,
            checkpointSeal,
            new PendingCheck(rows, eventSeal),
            newOutside())
        .verify(Duration.ofMinutes(1));
  }

  void record(TenantId tenant, AuditEvent... events) {
    store.transactions().run(tenant, () -> trail.record(List.of(events)));
  }

  /** The personal details of the event at this position. */
  Map<String, String> personalOf(int position) {
    UUID id =
        store
            .superuser()
            .sql("select id from audit_events order by id offset :position limit 1")
            .param("position", position)
            .query(UUID.class)
            .single();
    return events().find(TenantId.DEFAULT, new EventId(id)).orElseThrow().personal();
  }

  /** Reads events back. */
  public AuditEvents events() {
    return new AuditEvents(store.transactions(), new JdbcAuditEvents(store.jdbc()), personalData);
  }

  /** Checkpoint keys of the same name that are not this log's. */
  static CheckpointKeys strangersKeys() {
    Path directory = temporaryDirectory();
    try {
      return CheckpointKeys.in(directory, ORIGIN, TestMasterKeys.fresh(), new SecureRandom());
    } finally {
      delete(directory);
    }
  }

  Round round() {
    return placing.round();
  }

  /** A round of the node that wrote the events. */
  Round roundOfWriter() {
    return newPlacing(log, newEnd(newOutside()), fresh, 100).round();
  }

  /** Starts over as a new process does. */
  void restart() {
    placing = newPlacing(newOutside(), 100);
  }

  OutsideCheckpoints newOutside() {
    return new OutsideCheckpoints(directory.resolve("checkpoints"), checkpointSeal);
  }

  AuditTrail newTrail(FreshEvents freshOfNode) {
    return new JdbcAuditTrail(
        new JdbcTemplate(store.application()),
        eventSeal,
        personalData,
        new IdGenerator(clock, new SecureRandom()),
        clock,
        freshOfNode);
  }

  LogEnd newEnd(OutsideCheckpoints outside) {
    return new LogEnd(rows, checkpointSeal, outside);
  }

  Placing newPlacing(OutsideCheckpoints outside, int batch) {
    return newPlacing(newEnd(outside), batch);
  }

  Placing newPlacing(LogEnd end, int batch) {
    return newPlacing(log, end, batch);
  }

  Placing newPlacing(JdbcAuditLog writes, OutsideCheckpoints outside, int batch) {
    return newPlacing(writes, newEnd(outside), batch);
  }

  // Of a node that wrote none of the events, unless said otherwise.
  private Placing newPlacing(JdbcAuditLog writes, LogEnd end, int batch) {
    return newPlacing(writes, end, new FreshEvents(), batch);
  }

  private Placing newPlacing(JdbcAuditLog writes, LogEnd end, FreshEvents known, int batch) {
    return new Placing(
        store.transactions(),
        rows,
        writes,
        end,
        known,
        new PendingCheck(rows, eventSeal),
        checkpointSeal,
        new RefusedEvents(clock),
        batch);
  }

  @Override
  public void close() {
    delete(directory);
  }

  private static void delete(Path directory) {
    try {
      FileSystemUtils.deleteRecursively(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path temporaryDirectory() {
    try {
      return Files.createTempDirectory("countersign-audit-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
