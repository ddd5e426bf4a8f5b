package dev.countersign.server.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.postgres.DirectoryInUseException;
import dev.countersign.server.platform.config.ServiceSettings;
import dev.countersign.server.platform.config.ServiceSettings.Mode;
import dev.countersign.server.platform.config.ServiceSettings.Registration;
import dev.countersign.server.platform.secret.Secret;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreHeadStartTests {
  private static final DatabaseSettings EMBEDDED =
      new DatabaseSettings(null, new DatabaseSettings.Owner(null), 4);

  @TempDir private Path directory;

  @Test
  void leavesNoDatabaseBehindWhetherOrNotItsStoreWasTaken() {
    try (StoreHeadStart untaken = begun(EMBEDDED)) {
      assertThat(untaken).isNotNull();
    }
    assertThat(directory.resolve("postgres/data")).exists();
    assertThat(directory.resolve("postgres/data/postmaster.pid")).doesNotExist();

    try (StoreHeadStart headStart = begun(EMBEDDED);
        Store taken = headStart.await()) {
      assertThat(taken).isNotNull();
      assertThat(taken.application().isRunning()).isTrue();
      assertThat(headStart.await()).isSameAs(taken);
    }
    assertThat(directory.resolve("postgres/data/postmaster.pid")).doesNotExist();
  }

  @Test
  void tellsWhoeverAwaitsTheStoreWhyItIsNotThere() {
    try (StoreHeadStart first = begun(EMBEDDED);
        StoreHeadStart second = begunAfter(first)) {
      assertThatThrownBy(second::await)
          .hasCauseInstanceOf(DirectoryInUseException.class)
          .hasStackTraceContaining(Long.toString(ProcessHandle.current().pid()));
    }
  }

  @Test
  void leavesAnOutsideDatabaseUntilItWasJudged() {
    Secret nowhere = Secret.of("postgresql://nobody:secret@127.0.0.1:1/none");
    try (StoreHeadStart headStart =
        begun(new DatabaseSettings(nowhere, new DatabaseSettings.Owner(nowhere), 4))) {
      assertThat(headStart.await()).isNull();
    }
  }

  private StoreHeadStart begunAfter(StoreHeadStart first) {
    assertThat(first.await()).isNotNull();
    return begun(EMBEDDED);
  }

  private StoreHeadStart begun(DatabaseSettings database) {
    StoreHeadStart headStart = new StoreHeadStart();
    headStart.begin(
        new ServiceSettings(0, directory.toString(), Mode.DEVELOPMENT, Registration.IMMEDIATE),
        database);
    return headStart;
  }
}
