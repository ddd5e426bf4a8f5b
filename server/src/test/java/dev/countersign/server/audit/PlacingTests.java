package dev.countersign.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.countersign.server.audit.AuditVerdict.Broken;
import dev.countersign.server.audit.AuditVerdict.Verified;
import dev.countersign.server.audit.JdbcAuditRows.LogRow;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.testing.StoreFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlacingTests {
  private static final TenantId TENANT = TenantId.DEFAULT;

  @AutoClose private final StoreFixture store = StoreFixture.create();
  @AutoClose private final AuditFixture audit = AuditFixture.on(store);

  @Test
  void givesEveryPendingEventItsPlaceAndSignsTheHead() {
    record(7);

    assertThat(audit.round())
        .isInstanceOfSatisfying(
            Round.Placed.class,
            placed -> {
              assertThat(placed.events()).isEqualTo(7);
              assertThat(placed.head().size()).isEqualTo(7);
            });
    assertThat(count("audit_pending")).isZero();
    assertThat(audit.round()).isInstanceOf(Round.Idle.class);
    assertThat(audit.newOutside().latest()).map(LogHead::size).hasValue(7L);
  }

  @Test
  void placesAnEventThatWasWrittenEarlierAndCommittedLater() throws Exception {
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      store
          .transactions()
          .run(
              TENANT,
              () -> {
                audit.trail().record(event());
                await(
                    other.submit(() -> {
                      record(1);
                      audit.place();
                      return count("audit_log");
                    }));
              });
    }
    audit.place();

    assertThat(count("audit_log")).isEqualTo(2);
    assertThat(audit.verify()).isInstanceOf(Verified.class);
  }

  @Test
  void leavesNoGapAndPlacesNothingTwiceWhenWritersAndSequencersRace() throws Exception {
    TenantId second = store.newTenant();
    OutsideCheckpoints outside = audit.newOutside();
    AtomicBoolean writing = new AtomicBoolean(true);
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      List<Future<?>> writers = new ArrayList<>();
      for (TenantId tenant : List.of(TENANT, second, TENANT, second)) {
        writers.add(
            threads.submit(() -> {
              for (int batch = 0; batch < 25; batch++) {
                audit.record(
                    tenant,
                    Collections.nCopies(8, AuditEvent.of(tenant, AuditEventType.LOGOUT))
                        .toArray(AuditEvent[]::new));
              }
            }));
      }
      List<Future<?>> sequencers = new ArrayList<>();
      for (int node = 0; node < 2; node++) {
        Placing placing = audit.newPlacing(outside, 50);
        sequencers.add(
            threads.submit(() -> {
              while (writing.get()) {
                assertThat(placing.round()).isNotInstanceOf(Round.Halted.class);
              }
            }));
      }
      for (Future<?> writer : writers) {
        await(writer);
      }
      writing.set(false);
      for (Future<?> sequencer : sequencers) {
        await(sequencer);
      }
    }
    audit.place();

    assertThat(count("audit_log")).isEqualTo(800);
    assertThat(count("audit_pending")).isZero();
    assertThat(audit.verify())
        .isInstanceOfSatisfying(
            Verified.class, verified -> assertThat(verified.size()).isEqualTo(800));
  }

  /** A place to crash in. */
  enum Statement {
    PLACE,
    NO_LONGER_PENDING,
    SIGN
  }

  @ParameterizedTest
  @EnumSource
  void leavesNothingHalfDoneWhenItCrashesAfterAnyStatement(Statement last) {
    record(3);
    audit.place();
    record(4);
    Placing crashing = audit.newPlacing(new CrashingLog(last), audit.newOutside(), 100);

    assertThatIllegalStateException().isThrownBy(crashing::round).withMessage("crashed");

    assertThat(count("audit_log")).isEqualTo(3);
    assertThat(audit.verify())
        .isInstanceOfSatisfying(
            Verified.class, verified -> assertThat(verified.pending()).isEqualTo(4));
    audit.restart();
    audit.place();
    assertThat(audit.verify())
        .isInstanceOfSatisfying(
            Verified.class, verified -> assertThat(verified.size()).isEqualTo(7));
  }

  @Test
  void keepsOutsideWhatACrashAfterTheCommitLeftOut() throws IOException {
    record(3);
    audit.place();
    Path outside = audit.directory.resolve("checkpoints");
    deleteNotes(outside);
    OutsideCheckpoints reopened = audit.newOutside();
    assertThat(reopened.latest()).isEmpty();

    audit.newPlacing(reopened, 100).catchUp();

    assertThat(audit.newOutside().latest()).map(LogHead::size).hasValue(3L);
  }

  @Test
  void writesOverANoteCutShortByACrash() throws IOException {
    record(2);
    audit.place();
    Path file = onlyNotesFile();
    byte[] torn = "audit.test/log\n5\nAAAA".getBytes(StandardCharsets.UTF_8);
    Files.write(file, torn, StandardOpenOption.APPEND);
    assertThat(audit.verify()).isInstanceOf(Verified.class);

    audit.restart();
    record(1);
    audit.place();

    assertThat(Files.readString(file)).doesNotContain("AAAA\n", "\n5\n");
    assertThat(audit.newOutside().latest()).map(LogHead::size).hasValue(3L);
    assertThat(audit.verify()).isInstanceOf(Verified.class);
  }

  @Test
  void owesACheckpointThatCouldNotBeKeptOutside() throws IOException {
    record(1);
    audit.place();
    Path file = onlyNotesFile();
    Path away = file.resolveSibling("away");
    OutsideCheckpoints outside = audit.newOutside();
    LogEnd end = new LogEnd(audit.rows, audit.checkpointSeal, outside);
    Files.move(file, away);
    Files.createDirectory(file);
    record(1);

    Placing placing = audit.newPlacing(end, 100);
    assertThat(placing.round()).isInstanceOf(Round.Placed.class);
    assertThat(end.owes()).isTrue();

    Files.delete(file);
    Files.move(away, file);
    end.keepOwed();
    assertThat(end.owes()).isFalse();
    assertThat(audit.newOutside().latest()).map(LogHead::size).hasValue(2L);
  }

  @Test
  void saysWhenAFileOutsideIsDamaged() throws IOException {
    record(1);
    audit.place();
    Path file = onlyNotesFile();
    Files.writeString(file, "not a\n\nnote\n\n", StandardOpenOption.APPEND);

    assertThat(audit.verify())
        .isEqualTo(
            new Broken(AuditFault.OUTSIDE_UNREADABLE, null, null, file.getFileName().toString()));
  }

  @Test
  void keepsVerifyingWhenAPersonIsForgotten() {
    UUID person = UUID.randomUUID();
    audit.record(TENANT, event().about(person, Map.of("email", "ana@example.com")));
    audit.place();
    assertThat(audit.personalOf(0)).containsEntry("email", "ana@example.com");

    store.transactions().run(TENANT, () -> audit.personalData.forget(TENANT, person));

    assertThat(audit.personalOf(0)).isEmpty();
    assertThat(audit.verify()).isInstanceOf(Verified.class);
  }

  @Test
  void thinsOldCheckpointsInTheDatabaseToTheLastOfEachHour() {
    for (int round = 0; round < 4; round++) {
      record(1);
      audit.place();
    }
    store
        .superuser()
        .sql(
            """
            update audit_checkpoints
            set created_at = date_trunc('hour', now()) - interval '3 hours' + size * interval '1 minute'
            where size < 4
            """)
        .update();

    int thinned = audit.newPlacing(audit.newOutside(), 100).thin();

    assertThat(thinned).isEqualTo(2);
    assertThat(
            store
                .superuser()
                .sql("select size from audit_checkpoints order by size")
                .query(Long.class)
                .list())
        .containsExactly(3L, 4L);
  }

  private void record(int events) {
    audit.record(TENANT, Collections.nCopies(events, event()).toArray(AuditEvent[]::new));
  }

  private static AuditEvent event() {
    return AuditEvent.of(TENANT, AuditEventType.LOGIN_SUCCESS).with(Map.of("factor", "password"));
  }

  private long count(String table) {
    return store.superuser().sql("select count(*) from " + table).query(Long.class).single();
  }

  private Path onlyNotesFile() throws IOException {
    List<Path> files = new ArrayList<>();
    forNotes(audit.directory.resolve("checkpoints"), files::add);
    assertThat(files).hasSize(1);
    return files.getFirst();
  }

  private static void deleteNotes(Path directory) throws IOException {
    forNotes(directory, file -> assertThat(file.toFile().delete()).isTrue());
  }

  private static void forNotes(Path directory, Consumer<Path> consumer) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      files.filter(file -> file.toString().endsWith(".notes")).forEach(consumer);
    }
  }

  private static void await(Future<?> future) {
    try {
      future.get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** A log that fails right after one of its statements. */
  private final class CrashingLog extends JdbcAuditLog {
    private final Statement last;

    CrashingLog(Statement last) {
      super(store.jdbc());
      this.last = last;
    }

    @Override
    void place(List<LogRow> rows) {
      super.place(rows);
      crashAfter(Statement.PLACE);
    }

    @Override
    void noLongerPending(List<LogRow> rows) {
      super.noLongerPending(rows);
      crashAfter(Statement.NO_LONGER_PENDING);
    }

    @Override
    void sign(CheckpointRow checkpoint) {
      super.sign(checkpoint);
      crashAfter(Statement.SIGN);
    }

    private void crashAfter(Statement statement) {
      if (statement == last) {
        throw new IllegalStateException("crashed");
      }
    }
  }
}
