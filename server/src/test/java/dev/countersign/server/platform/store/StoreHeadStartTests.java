package dev.countersign.server.platform.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.postgres.DirectoryInUseException;
import dev.countersign.server.Main;
import dev.countersign.server.platform.config.ServiceSettings;
import dev.countersign.server.platform.config.ServiceSettings.Mode;
import dev.countersign.server.platform.config.ServiceSettings.Registration;
import dev.countersign.server.platform.secret.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreHeadStartTests {
  private static final DatabaseSettings EMBEDDED =
      new DatabaseSettings(null, new DatabaseSettings.Owner(null), 4);

  @TempDir private Path directory;

  @Test
  void handsOutTheStoreAndTellsASecondServiceWhyItHasNone() {
    try (StoreHeadStart first = begun(EMBEDDED)) {
      Store store = first.await();
      assertThat(store).isNotNull().isSameAs(first.await());
      assertThat(Objects.requireNonNull(store).application().isRunning()).isTrue();

      try (StoreHeadStart second = begun(EMBEDDED)) {
        assertThatThrownBy(second::await)
            .hasCauseInstanceOf(DirectoryInUseException.class)
            .hasStackTraceContaining(Long.toString(ProcessHandle.current().pid()));
      }
      assertThat(store.application().isRunning()).isTrue();
      store.close();
    }
    assertThat(directory.resolve("postgres/data/postmaster.pid")).doesNotExist();
  }

  @Test
  void isClosedWhereTheStartIsRefusedForAnotherReason() throws IOException, InterruptedException {
    Process service =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--countersign.limits.write=as many as you like",
                "--countersign.data=" + directory)
            .redirectErrorStream(true)
            .start();
    try (BufferedReader output = service.inputReader(UTF_8)) {
      assertThat(output.readAllAsString())
          .containsAnyOf("countersign.limits.write", "COUNTERSIGN_LIMITS_WRITE");
      assertThat(service.waitFor()).isNotZero();
    } finally {
      service.destroyForcibly();
    }
    assertThat(directory.resolve("postgres/data")).exists();
    assertThat(directory.resolve("postgres/data/postmaster.pid")).doesNotExist();
  }

  @Test
  void opensNothingInProductionUntilAllWasJudged() {
    try (StoreHeadStart headStart = begun(Mode.PRODUCTION, EMBEDDED)) {
      assertThat(headStart.await()).isNull();
    }
    assertThat(directory.resolve("postgres")).doesNotExist();
  }

  @Test
  void leavesAnOutsideDatabaseUntilItWasJudged() {
    Secret nowhere = Secret.of("postgresql://nobody:secret@127.0.0.1:1/none");
    try (StoreHeadStart headStart =
        begun(new DatabaseSettings(nowhere, new DatabaseSettings.Owner(nowhere), 4))) {
      assertThat(headStart.await()).isNull();
    }
  }

  private StoreHeadStart begun(DatabaseSettings database) {
    return begun(Mode.DEVELOPMENT, database);
  }

  private StoreHeadStart begun(Mode mode, DatabaseSettings database) {
    StoreHeadStart headStart = new StoreHeadStart();
    headStart.begin(
        new ServiceSettings(0, directory.toString(), mode, Registration.IMMEDIATE), database);
    return headStart;
  }
}
