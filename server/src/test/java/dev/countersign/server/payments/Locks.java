package dev.countersign.server.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.testing.StoreFixture;
import dev.countersign.testsupport.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Transactions that hold rows for a while, and who waits for them. */
final class Locks {
  private final TestDatabase database;

  Locks(TestDatabase database) {
    this.database = database;
  }

  /** A transaction that nothing holds back, open until it is committed. */
  Connection begin() throws SQLException {
    Connection connection = StoreFixture.source(database.superuser()).getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  static void execute(Connection connection, String sql, UUID id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, id);
      statement.execute();
    }
  }

  /** Returns once so many wait for a lock. */
  void awaitBlocked(int backends) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (blocked() < backends) {
      assertThat(System.nanoTime()).as("nobody waits for a lock").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  private int blocked() {
    return JdbcClient.create(StoreFixture.source(database.superuser()))
        .sql(
            """
            select count(*)
            from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'
            """)
        .query(Integer.class)
        .single();
  }
}
