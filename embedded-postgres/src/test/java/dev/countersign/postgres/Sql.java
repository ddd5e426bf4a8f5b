package dev.countersign.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// One statement on a connection of its own.
final class Sql {
  private Sql() {}

  static Connection connect(Credentials credentials) throws SQLException {
    return DriverManager.getConnection(
        credentials.url(), credentials.user(), credentials.password());
  }

  static void execute(Credentials credentials, String sql) throws SQLException {
    try (Connection connection = connect(credentials);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static List<String> column(Credentials credentials, String sql) throws SQLException {
    try (Connection connection = connect(credentials);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }

  static String value(Credentials credentials, String sql) throws SQLException {
    return column(credentials, sql).getFirst();
  }
}
