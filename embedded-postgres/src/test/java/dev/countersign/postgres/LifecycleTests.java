package dev.countersign.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Starts, stops, refusals and deaths. The temporary folder is one that only its owner may enter,
/// so that under root each of these is also a test of a directory the database's user cannot walk
/// to.
@Timeout(120)
class LifecycleTests {
  @TempDir private Path temporary;

  @Test
  void keepsItsDataFromOneStartToTheNext() throws Exception {
    Path directory = temporary.resolve("with space and ž-ütf");
    try (EmbeddedPostgres first = Servers.start(directory)) {
      createNotes(first);
    }
    try (EmbeddedPostgres second = Servers.start(directory)) {
      assertThat(notes(second)).containsExactly("written before");
    }
  }

  @Test
  void mayBeClosedTwice() {
    EmbeddedPostgres postgres = Servers.start(temporary);

    postgres.close();
    postgres.close();

    assertThat(postgres.state()).isEqualTo(DatabaseState.STOPPED);
  }

  @Test
  void refusesADirectoryThisProcessHolds() {
    try (EmbeddedPostgres postgres = Servers.start(temporary)) {
      assertThatThrownBy(() -> Servers.start(temporary))
          .isInstanceOf(DirectoryInUseException.class)
          .hasMessageContaining("pid " + ProcessHandle.current().pid());
      assertThat(postgres.state()).isEqualTo(DatabaseState.RUNNING);
    }
  }

  @Test
  void refusesADirectoryAnotherServiceHolds() throws Exception {
    try (ChildService other = ChildService.start(temporary)) {
      assertThatThrownBy(() -> Servers.start(temporary))
          .isInstanceOf(DirectoryInUseException.class)
          .hasMessageContaining("in use by another Countersign process (pid " + other.pid() + ")");

      assertThat(other.terminate()).isTrue();
    }
  }

  @Test
  void reachesTheDatabaseOfALiveService() throws Exception {
    try (ChildService service = ChildService.start(temporary)) {
      try (RunningPostgres attached = EmbeddedPostgres.attach(Servers.in(temporary))) {
        assertThat(Sql.value(attached.application(), "select 1")).isEqualTo("1");
      }
      assertThat(service.databaseIsAlive()).isTrue();

      assertThat(service.terminate()).isTrue();
    }
  }

  @Test
  void startsTheDatabaseForACommandWhenNoServiceRuns() throws Exception {
    Servers.start(temporary).close();

    try (RunningPostgres attached = EmbeddedPostgres.attach(Servers.in(temporary))) {
      assertThat(Sql.value(attached.owner(), "select 1")).isEqualTo("1");
    }

    assertThat(new Leftovers(temporary.resolve("postgres/data")).find()).isEmpty();
  }

  @Test
  void createsNoDatabaseForACommand() {
    assertThatThrownBy(() -> EmbeddedPostgres.attach(Servers.in(temporary)))
        .hasMessageContaining("There is no Countersign database in " + temporary);
  }

  @Test
  void stopsTheDatabaseInGoodOrderWhenTheServiceIsTerminated() throws Exception {
    try (ChildService service = ChildService.start(temporary)) {
      assertThat(service.terminate()).isTrue();

      assertThat(service.databaseIsAlive()).isFalse();
      assertThat(temporary.resolve("postgres/log/postgresql.log"))
          .content()
          .contains("received fast shutdown request", "database system is shut down");
    }
  }

  @Test
  void stopsTheDatabaseAKilledServiceLeftBehind() throws Exception {
    try (ChildService killed = ChildService.start(temporary)) {
      try (RunningPostgres attached = EmbeddedPostgres.attach(Servers.in(temporary))) {
        createNotes(attached);
      }
      killed.kill();
      assertThat(killed.databaseIsAlive()).isTrue();

      try (EmbeddedPostgres next = Servers.start(temporary)) {
        assertThat(killed.databaseIsAlive()).isFalse();
        assertThat(notes(next)).containsExactly("written before");
      }
    }
  }

  @Test
  void recoversWhenServiceAndDatabaseAreKilled() throws Exception {
    try (ChildService killed = ChildService.start(temporary)) {
      try (RunningPostgres attached = EmbeddedPostgres.attach(Servers.in(temporary))) {
        createNotes(attached);
      }
      killed.kill();
      killed.killDatabase();

      try (EmbeddedPostgres next = Servers.start(temporary)) {
        assertThat(notes(next)).containsExactly("written before");
      }
    }
  }

  @Test
  void startsTheDatabaseAgainOnTheSamePortWhenItAloneDies() throws Exception {
    try (EmbeddedPostgres postgres = Servers.start(temporary)) {
      BlockingQueue<DatabaseState> states = new LinkedBlockingQueue<>();
      postgres.onStateChange(states::add);
      int port = postgres.port();
      createNotes(postgres);

      for (int death = 0; death < 3; death++) {
        long pid = postgres.pid();
        Signal.KILL.send(pid);

        assertThat(states.poll(30, TimeUnit.SECONDS)).isEqualTo(DatabaseState.RESTARTING);
        assertThat(states.poll(30, TimeUnit.SECONDS)).isEqualTo(DatabaseState.RUNNING);
        assertThat(postgres.pid()).isNotEqualTo(pid);
        assertThat(postgres.port()).isEqualTo(port);
        assertThat(notes(postgres)).containsExactly("written before");
      }
    }
  }

  @Test
  void isNotFooledByAFileThatNamesAnotherProcess() throws Exception {
    Servers.start(temporary).close();
    Files.writeString(
        temporary.resolve("postgres/data/postmaster.pid"),
        ProcessHandle.current().pid() + "\n/proc/self/cwd\n1\n5432\n\n127.0.0.1\n1 1\nready\n",
        StandardCharsets.US_ASCII);

    try (EmbeddedPostgres postgres = Servers.start(temporary)) {
      assertThat(Sql.value(postgres.owner(), "select 1")).isEqualTo("1");
    }
  }

  @Test
  void beginsAnewAfterAnInterruptedInitialisation() throws Exception {
    Path unfinished = temporary.resolve("postgres/initialising-1");
    Files.createDirectories(unfinished);
    Files.writeString(unfinished.resolve("PG_VERSION"), "18");

    try (EmbeddedPostgres postgres = Servers.start(temporary)) {
      assertThat(Sql.value(postgres.owner(), "select 1")).isEqualTo("1");
    }
    assertThat(unfinished).doesNotExist();
  }

  @Test
  void createsRolesAgainWhenTheirPasswordsWereNotStored() throws Exception {
    Servers.start(temporary).close();
    Files.delete(temporary.resolve("postgres/secrets/countersign_app.password"));

    try (EmbeddedPostgres postgres = Servers.start(temporary)) {
      assertThat(Sql.value(postgres.owner(), "select 1")).isEqualTo("1");
      assertThat(Sql.value(postgres.application(), "select 1")).isEqualTo("1");
    }
  }

  @Test
  void saysThatAWantedPortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      assertThatThrownBy(
              () -> EmbeddedPostgres.start(Servers.in(temporary).withPort(taken.getLocalPort())))
          .hasMessage(
              "Port " + taken.getLocalPort() + " on 127.0.0.1 is in use by another program.");
    }
  }

  @Test
  void hasASessionOfItsOwnThatTheTerminalCannotInterrupt() throws Exception {
    assumeThat(Platform.LINUX).isTrue();
    try (EmbeddedPostgres postgres = Servers.start(temporary)) {
      String status = Files.readString(Path.of("/proc", Long.toString(postgres.pid()), "stat"));
      List<String> fields = List.of(status.substring(status.lastIndexOf(')') + 2).split(" ", -1));

      assertThat(fields.get(3)).as("session").isEqualTo(Long.toString(postgres.pid()));
    }
  }

  @Test
  void doesNotCarryTheServicesEnvironment() throws Exception {
    assumeThat(Platform.LINUX).isTrue();
    try (ChildService service = ChildService.start(temporary)) {
      assertThat(Path.of("/proc", Long.toString(service.databasePid()), "environ"))
          .content()
          .doesNotContain("not-for-the-database");

      assertThat(service.terminate()).isTrue();
    }
  }

  private static void createNotes(RunningPostgres postgres) throws Exception {
    Sql.execute(postgres.owner(), "create table note (text text)");
    Sql.execute(postgres.owner(), "insert into note values ('written before')");
  }

  private static List<String> notes(RunningPostgres postgres) throws Exception {
    return Sql.column(postgres.owner(), "select text from note");
  }
}
