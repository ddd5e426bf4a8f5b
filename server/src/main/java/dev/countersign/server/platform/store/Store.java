package dev.countersign.server.platform.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.countersign.server.platform.config.ServiceSettings;
import dev.countersign.server.platform.config.StartRefusedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.postgresql.core.Oid;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The service's store, open: migrated, its roles checked, with a pool of connections as the
 * application. Closing closes the pool, and then stops the embedded database.
 */
final class Store implements AutoCloseable {
  private static final Duration WAIT_FOR_CONNECTION = Duration.ofSeconds(5);
  private static final Duration WAIT_FOR_ANSWER = Duration.ofSeconds(60);

  private final StoreServer server;
  private final HikariDataSource application;

  private Store(StoreServer server, HikariDataSource application) {
    this.server = server;
    this.application = application;
  }

  static Store open(ServiceSettings service, DatabaseSettings database, InstantSource clock) {
    StoreServer server = StoreServer.start(service, database);
    try {
      prepare(server, clock);
      return new Store(server, pool(server.application(), database.connections()));
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static void prepare(StoreServer server, InstantSource clock) {
    onOneConnection(
        "COUNTERSIGN_DATABASE_OWNER_URL",
        server.owner(),
        owner -> new JdbcDatabaseRoles(owner).ensure(server.application()));
    Migrations.run(server.owner(), server.application().user());
    onOneConnection(
        "COUNTERSIGN_DATABASE_URL",
        server.application(),
        application -> new JdbcMonthPartitions(application, clock).ensure());
  }

  /**
   * Each connection has its password proved, which takes longer than the work that is done here.
   */
  private static void onOneConnection(
      String setting, DatabaseLogin login, Consumer<JdbcClient> work) {
    try (Connection connection = login.dataSource().getConnection()) {
      work.accept(JdbcClient.create(new SingleConnectionDataSource(connection, true)));
    } catch (SQLException e) {
      throw new StartRefusedException(
          "The database named by " + setting + " cannot be used: " + e.getMessage(), e);
    }
  }

  private static HikariDataSource pool(DatabaseLogin login, int connections) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("store");
    config.setJdbcUrl(login.url());
    config.setUsername(login.user());
    config.setPassword(login.password().reveal());
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(Math.min(connections, 4));
    config.setConnectionTimeout(WAIT_FOR_CONNECTION.toMillis());
    config.setValidationTimeout(Duration.ofSeconds(2).toMillis());
    // As text: the driver passes over what is no string, without a word.
    config.addDataSourceProperty(
        "connectTimeout", Integer.toString(DatabaseLogin.CONNECT_TIMEOUT_SECONDS));
    // A database that vanished without a word must not hold a request for ever.
    config.addDataSourceProperty("socketTimeout", Long.toString(WAIT_FOR_ANSWER.toSeconds()));
    config.addDataSourceProperty("tcpKeepAlive", "true");
    // See UuidArray; other arrays are sent in binary of themselves.
    config.addDataSourceProperty("binaryTransferEnable", Integer.toString(Oid.UUID_ARRAY));
    config.addDataSourceProperty("ApplicationName", DatabaseLogin.APPLICATION_NAME);
    return new HikariDataSource(config);
  }

  HikariDataSource application() {
    return application;
  }

  @Override
  public void close() {
    application.close();
    server.close();
  }
}
