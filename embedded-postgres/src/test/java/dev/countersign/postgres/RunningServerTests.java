package dev.countersign.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a running server is like, on PostgreSQL 18 and 15.
class RunningServerTests {
  private static final List<Server> SERVERS = new ArrayList<>();

  record Server(Path directory, EmbeddedPostgres postgres) {}

  @BeforeAll
  static void start(@TempDir Path temporary) throws IOException {
    Servers.reachable(temporary);
    for (Binaries binaries : Servers.versions().toList()) {
      Path directory = Files.createDirectory(temporary.resolve("server-" + SERVERS.size()));
      Servers.reachable(directory);
      SERVERS.add(
          new Server(
              directory, EmbeddedPostgres.start(Servers.in(directory).withBinaries(binaries))));
    }
  }

  @AfterAll
  static void stop() {
    SERVERS.forEach(server -> server.postgres().close());
    SERVERS.clear();
  }

  static List<Server> servers() {
    return SERVERS;
  }

  @ParameterizedTest
  @MethodSource("servers")
  void losesNoAcknowledgedCommit(Server server) throws SQLException {
    for (String setting :
        List.of("fsync", "synchronous_commit", "full_page_writes", "data_checksums")) {
      assertThat(Sql.value(server.postgres().application(), "show " + setting))
          .as(setting)
          .isEqualTo("on");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void storesTextInOneEncodingAndOneOrder(Server server) throws SQLException {
    Credentials owner = server.postgres().owner();

    assertThat(Sql.value(owner, "show server_encoding")).isEqualTo("UTF8");
    assertThat(
            Sql.value(
                owner, "select datcollate from pg_database where datname = current_database()"))
        .isEqualTo("C");
  }

  @ParameterizedTest
  @MethodSource("servers")
  void authenticatesEverybodyByScram(Server server) throws SQLException {
    Credentials superuser = server.postgres().superuser();

    assertThat(Sql.column(superuser, "select distinct auth_method from pg_hba_file_rules"))
        .containsExactly("scram-sha-256");
    assertThat(
            Sql.column(
                superuser,
                """
                select left(rolpassword, 14)
                from pg_authid
                where rolcanlogin
                """))
        .hasSize(3)
        .containsOnly("SCRAM-SHA-256$");
  }

  @ParameterizedTest
  @MethodSource("servers")
  void refusesAWrongPassword(Server server) {
    Credentials right = server.postgres().application();
    Credentials wrong = new Credentials(right.url(), right.user(), "guess");

    assertThatThrownBy(() -> Sql.connect(wrong))
        .hasMessageContaining("password authentication failed");
  }

  @ParameterizedTest
  @MethodSource("servers")
  void listensOnLoopbackAlone(Server server) throws Exception {
    assertThat(Sql.value(server.postgres().superuser(), "show listen_addresses"))
        .isEqualTo("127.0.0.1");
    assertThat(Sql.value(server.postgres().superuser(), "show unix_socket_directories")).isEmpty();
    for (InetAddress address : addressesBeyondLoopback()) {
      assertThatThrownBy(() -> new Socket(address, server.postgres().port()).close())
          .as(address.toString())
          .isInstanceOf(ConnectException.class);
    }
  }

  private static List<InetAddress> addressesBeyondLoopback() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void givesTheRolesNoMoreThanTheyNeed(Server server) throws SQLException {
    assertThat(
            Sql.column(
                server.postgres().superuser(),
                """
                select concat_ws(' ', rolname,
                  'superuser=' || rolsuper, 'createrole=' || rolcreaterole,
                  'createdb=' || rolcreatedb, 'bypassrls=' || rolbypassrls)
                from pg_roles
                where rolname in ('countersign_owner', 'countersign_app')
                order by rolname
                """))
        .containsExactly(
            "countersign_app superuser=false createrole=false createdb=false bypassrls=false",
            "countersign_owner superuser=false createrole=true createdb=false bypassrls=false");
    assertThatThrownBy(
            () -> Sql.execute(server.postgres().application(), "create table mine (id int)"))
        .hasMessageContaining("permission denied for schema public");
    assertThatThrownBy(
            () -> Sql.execute(server.postgres().application(), "create temporary table t (i int)"))
        .hasMessageContaining("permission denied to create temporary tables");
    assertThatThrownBy(() -> Sql.connect(server.postgres().application("postgres")))
        .hasMessageContaining("permission denied for database");
  }

  @ParameterizedTest
  @MethodSource("servers")
  void keepsItsFilesPrivate(Server server) throws IOException {
    Path root = server.directory().resolve("postgres");
    assertThat(mode(server.directory().resolve("service.lock"))).isEqualTo("rw-------");
    // Under root the database's user, and nobody else, may pass through.
    assertThat(mode(root)).isEqualTo(Servers.root() ? "rwx--x---" : "rwx------");
    for (String folder : List.of("data", "secrets", "log")) {
      assertThat(mode(root.resolve(folder))).as(folder).isEqualTo("rwx------");
    }
    for (String folder : List.of("data", "secrets", "log")) {
      try (Stream<Path> below = Files.walk(root.resolve(folder))) {
        assertThat(below.filter(Files::isRegularFile).map(RunningServerTests::mode))
            .as(folder)
            .isNotEmpty()
            .containsOnly("rw-------");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void keepsPasswordsOutOfTheDataAndOutOfText(Server server) throws IOException {
    Credentials owner = server.postgres().owner();

    assertThat(owner.toString()).doesNotContain(owner.password());
    assertThat(server.directory().resolve("postgres/secrets/countersign_owner.password"))
        .content()
        .isEqualTo(owner.password() + "\n");
    assertThat(server.directory().resolve("postgres/log/postgresql.log"))
        .content()
        .doesNotContain(owner.password());
  }

  @ParameterizedTest
  @MethodSource("servers")
  void keepsStatementsAndValuesOutOfTheLog(Server server) throws SQLException {
    Credentials owner = server.postgres().owner();
    Sql.execute(owner, "create table person (email text primary key)");
    Sql.execute(owner, "insert into person values ('ada@example.org')");

    assertThatThrownBy(() -> Sql.execute(owner, "insert into person values ('ada@example.org')"))
        .hasMessageContaining("duplicate key");

    assertThat(server.directory().resolve("postgres/log/postgresql.log"))
        .content()
        .contains("duplicate key")
        .doesNotContain("ada@example.org");
  }

  private static String mode(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
