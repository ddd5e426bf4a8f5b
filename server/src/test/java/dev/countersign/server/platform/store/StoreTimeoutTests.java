package dev.countersign.server.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.testing.ServerTest;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceUtils;

@ServerTest
class StoreTimeoutTests {
  private final DataSource dataSource;

  StoreTimeoutTests(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Test
  void waitsAMinuteForADatabaseThatSaysNothingAndNoLonger() throws SQLException {
    Connection connection = DataSourceUtils.getConnection(dataSource);
    try {
      assertThat(connection.getNetworkTimeout()).isEqualTo(60_000);
    } finally {
      DataSourceUtils.releaseConnection(connection, dataSource);
    }
  }
}
