package dev.countersign.server.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.postgres.Credentials;
import dev.countersign.postgres.DirectoryInUseException;
import dev.countersign.server.platform.config.ServiceSettings;
import dev.countersign.server.platform.config.ServiceSettings.Mode;
import dev.countersign.server.platform.config.ServiceSettings.Registration;
import dev.countersign.server.platform.config.StartRefusedException;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.testsupport.TestDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class StoreTests {
  private static final DatabaseSettings EMBEDDED =
      new DatabaseSettings(null, new DatabaseSettings.Owner(null), 4);

  @TempDir private Path directory;

  @Test
  void runsItsOwnDatabaseThatCommandsReachWhetherItIsUpOrDown() {
    ServiceSettings service = service();
    try (Store store = Store.open(service, EMBEDDED, InstantSource.system());
        StoreAccess beside = StoreAccess.open(service, EMBEDDED)) {
      assertThat(tenants(store.application())).containsExactly("default");
      assertThat(tenants(beside.application())).containsExactly("default");
      assertThatThrownBy(() -> Store.open(service, EMBEDDED, InstantSource.system()))
          .isInstanceOf(DirectoryInUseException.class)
          .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
    }
    assertThat(directory.resolve("postgres/data/postmaster.pid")).doesNotExist();

    try (StoreAccess alone = StoreAccess.open(service, EMBEDDED)) {
      assertThat(tenants(alone.application())).containsExactly("default");
      assertThat(owners(alone.owner())).containsOnly("countersign_owner");
    }
    assertThat(directory.resolve("postgres/data/postmaster.pid")).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource
  void worksOnAnOutsideDatabase(PostgresVersion version) {
    try (TestDatabase database = version.server().createDatabase()) {
      DatabaseSettings outside =
          new DatabaseSettings(
              address(database.application()),
              new DatabaseSettings.Owner(address(database.owner())),
              4);

      try (Store store = Store.open(service(), outside, InstantSource.system())) {
        assertThat(tenants(store.application())).containsExactly("default");
      }
      try (Store again = Store.open(service(), outside, InstantSource.system())) {
        assertThat(tenants(again.application())).containsExactly("default");
      }
    }
  }

  @Test
  void saysWhichDatabaseItCannotUse() {
    Secret nowhere = Secret.of("postgresql://nobody:secret@127.0.0.1:1/none");
    DatabaseSettings outside =
        new DatabaseSettings(nowhere, new DatabaseSettings.Owner(nowhere), 4);

    assertThatThrownBy(() -> Store.open(service(), outside, InstantSource.system()))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("COUNTERSIGN_DATABASE_OWNER_URL cannot be used")
        .hasMessageNotContaining("secret");
  }

  @Test
  void tellsACommandThatThereIsNoStore() {
    StringWriter errors = new StringWriter();

    int code =
        new StoreCommands(new PrintWriter(errors, true))
            .run(List.of("ledger", "verify", "--data", directory.toString()));

    assertThat(code).isEqualTo(2);
    assertThat(errors.toString()).startsWith("There is no Countersign database in");
  }

  @Test
  void showsWhatCommandsThereAre() {
    StringWriter errors = new StringWriter();

    int code = new StoreCommands(new PrintWriter(errors, true)).run(List.of("ledger"));

    assertThat(code).isEqualTo(2);
    assertThat(errors.toString()).contains("verify");
  }

  private ServiceSettings service() {
    return new ServiceSettings(0, directory.toString(), Mode.DEVELOPMENT, Registration.IMMEDIATE);
  }

  private static List<String> tenants(DataSource application) {
    JdbcClient jdbc = JdbcClient.create(application);
    return TenantTransactions.on(application)
        .in(
            TenantId.DEFAULT,
            () ->
                jdbc.sql("select name from tenants")
                    .query((row, number) -> row.getString(1))
                    .list());
  }

  private static List<String> owners(DataSource owner) {
    return JdbcClient.create(owner)
        .sql("select tableowner from pg_tables where schemaname = 'public'")
        .query((row, number) -> row.getString(1))
        .list();
  }

  private static Secret address(Credentials credentials) {
    return Secret.of(
        credentials
            .url()
            .replace(
                "jdbc:postgresql://",
                "postgresql://" + credentials.user() + ":" + credentials.password() + "@"));
  }
}
