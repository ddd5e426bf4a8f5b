package dev.countersign.postgres;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/// Creates the roles and the database of a new server. Each step may be repeated, and the password
/// files are written last: while one is missing, the next start does it all again.
final class JdbcProvisioning {
  private static final String ROLE_EXISTS =
      """
      select 1
      from pg_catalog.pg_roles
      where rolname = ?
      """;
  private static final String DATABASE_EXISTS =
      """
      select 1
      from pg_catalog.pg_database
      where datname = ?
      """;

  private final Credentials superuser;

  JdbcProvisioning(Credentials superuser) {
    this.superuser = superuser;
  }

  void provision(PasswordFiles passwords) throws SQLException, IOException {
    boolean complete =
        passwords.find(EmbeddedPostgres.OWNER).isPresent()
            && passwords.find(EmbeddedPostgres.APPLICATION).isPresent();
    if (complete) {
      return;
    }
    String ownerPassword = passwords.generate();
    String applicationPassword = passwords.generate();
    try (Connection connection = connect(superuser.url())) {
      createRole(connection, EmbeddedPostgres.OWNER, "createrole", ownerPassword);
      createRole(connection, EmbeddedPostgres.APPLICATION, "nocreaterole", applicationPassword);
      if (!exists(connection, DATABASE_EXISTS, EmbeddedPostgres.DATABASE)) {
        execute(connection, createDatabase(EmbeddedPostgres.DATABASE, "template0"));
      }
      execute(connection, "revoke all on database postgres, template1 from public");
      restrict(connection, EmbeddedPostgres.DATABASE);
    }
    try (Connection inside = connect(urlOf(EmbeddedPostgres.DATABASE))) {
      execute(inside, "revoke create on schema public from public");
    }
    passwords.store(EmbeddedPostgres.OWNER, ownerPassword);
    passwords.store(EmbeddedPostgres.APPLICATION, applicationPassword);
  }

  void create(String database, String template) throws SQLException {
    try (Connection connection = connect(superuser.url())) {
      execute(connection, createDatabase(database, template));
      restrict(connection, database);
    }
  }

  void drop(String database) throws SQLException {
    try (Connection connection = connect(superuser.url())) {
      execute(connection, "drop database if exists " + quoted(database) + " with (force)");
    }
  }

  private static String createDatabase(String database, String template) {
    return "create database "
        + quoted(database)
        + " owner "
        + EmbeddedPostgres.OWNER
        + " template "
        + quoted(template);
  }

  private static void restrict(Connection connection, String database) throws SQLException {
    execute(connection, "revoke all on database " + quoted(database) + " from public");
    execute(
        connection,
        "grant connect on database " + quoted(database) + " to " + EmbeddedPostgres.APPLICATION);
  }

  private static void createRole(
      Connection connection, String role, String createRole, String password) throws SQLException {
    if (!exists(connection, ROLE_EXISTS, role)) {
      execute(connection, "create role " + role + " nologin");
    }
    execute(
        connection,
        "alter role "
            + role
            + " login nosuperuser nocreatedb noreplication nobypassrls "
            + createRole);
    // The driver sends the SCRAM verifier, so that the password itself never crosses to the server.
    connection
        .unwrap(PGConnection.class)
        .alterUserPassword(role, password.toCharArray(), "scram-sha-256");
  }

  private static boolean exists(Connection connection, String query, String name)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String quoted(String identifier) {
    if (!identifier.matches("[a-z][a-z0-9_]{0,62}")) {
      throw new IllegalArgumentException("not a plain database name: " + identifier);
    }
    return '"' + identifier + '"';
  }

  private String urlOf(String database) {
    return superuser.url().replace("/" + EmbeddedPostgres.MAINTENANCE + "?", "/" + database + "?");
  }

  private Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(url, superuser.user(), superuser.password());
  }
}
