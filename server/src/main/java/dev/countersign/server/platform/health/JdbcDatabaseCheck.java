package dev.countersign.server.platform.health;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Asks the database for the simplest answer it can give. */
final class JdbcDatabaseCheck implements HealthCheck {
  static final String NAME = "database";

  private final DataSource database;

  JdbcDatabaseCheck(DataSource database) {
    this.database = database;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void check() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("select 1");
    }
  }
}
