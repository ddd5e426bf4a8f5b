package dev.countersign.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.countersign.postgres.Credentials;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresExtensionTests {
  private static final AtomicInteger MIGRATIONS = new AtomicInteger();

  @RegisterExtension
  final PostgresExtension postgres =
      PostgresExtension.withSchema("greetings", PostgresExtensionTests::migrate);

  private static void migrate(Credentials owner) throws SQLException {
    MIGRATIONS.incrementAndGet();
    execute(owner, "create table greeting (text text)");
    execute(owner, "grant select, insert on greeting to countersign_app");
  }

  @RepeatedTest(3)
  void givesEachTestItsOwnCopyOfTheMigratedSchema() throws SQLException {
    execute(postgres.database().application(), "insert into greeting values ('hello')");

    assertThat(ask(postgres.database().application(), "select count(*) from greeting"))
        .isEqualTo("1");
    assertThat(MIGRATIONS).hasValue(1);
  }

  @Test
  void worksInATimeZoneThatIsNotUtc() throws SQLException {
    assertThat(ask(postgres.database().application(), "show timezone"))
        .isEqualTo(TestPostgres.TIME_ZONE);
  }

  @Test
  void keepsTheApplicationFromChangingTheSchema() {
    assertThatThrownBy(
            () -> execute(postgres.database().application(), "create table mine (id int)"))
        .hasMessageContaining("permission denied for schema public");
  }

  @Test
  void offersPostgres15WhereItsBinariesAreThere() throws SQLException {
    Optional<TestPostgres> older = TestPostgres.version15();
    assumeThat(older).isPresent();

    try (TestDatabase database = older.orElseThrow().createDatabase()) {
      assertThat(ask(database.owner(), "show server_version")).startsWith("15.");
    }
  }

  private static void execute(Credentials credentials, String sql) throws SQLException {
    try (Connection connection = connect(credentials);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String ask(Credentials credentials, String sql) throws SQLException {
    try (Connection connection = connect(credentials);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static Connection connect(Credentials credentials) throws SQLException {
    return DriverManager.getConnection(
        credentials.url(), credentials.user(), credentials.password());
  }
}
