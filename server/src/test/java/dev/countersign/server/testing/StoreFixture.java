package dev.countersign.server.testing;

import com.zaxxer.hikari.HikariDataSource;
import dev.countersign.postgres.Credentials;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.store.TestStore;
import dev.countersign.testsupport.TestDatabase;
import dev.countersign.testsupport.TestPostgres;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A fresh migrated database without Spring, worked on as the application's role. Sessions are in
 * the time zone of Kathmandu.
 *
 * <pre>{@code
 * @AutoClose private final StoreFixture store = StoreFixture.create();
 *
 * @Test
 * void remembersAccounts() {
 *   var accounts = new JdbcAccounts(store.jdbc(), ...);
 *   store.transactions().run(TenantId.DEFAULT, () -> accounts.open(...));
 *   store.superuser().sql("update accounts set balance = 1").update(); // tampering
 * }
 * }</pre>
 *
 * <p>A fixture costs some 50 ms, the first one of a JVM some 4 s. Without {@code createOn}, tests
 * run on PostgreSQL 18, or on 15 with {@code -Dcountersign.test.postgres=15}.
 */
public final class StoreFixture implements AutoCloseable {
  private final TestDatabase database;
  private final HikariDataSource application;
  private final JdbcClient jdbc;
  private final TenantTransactions transactions;

  private StoreFixture(TestDatabase database) {
    this.database = database;
    this.application = pool(database.application());
    this.jdbc = JdbcClient.create(application);
    this.transactions = TenantTransactions.on(application);
  }

  /** A database on the test server of this JVM. */
  public static StoreFixture create() {
    return createOn(TestPostgres.shared());
  }

  /** A database on a chosen test server. */
  public static StoreFixture createOn(TestPostgres server) {
    return new StoreFixture(TestStore.create(server));
  }

  /** The pool of connections as the application. */
  public DataSource application() {
    return application;
  }

  /** Statements as the application; within {@link #transactions()}, in the open transaction. */
  public JdbcClient jdbc() {
    return jdbc;
  }

  public TenantTransactions transactions() {
    return transactions;
  }

  /**
   * Statements as the schema's owner. Row-level security holds for it too: say {@code select
   * set_config('countersign.tenants', …, false)} on one connection, or use {@link #superuser()}.
   */
  public JdbcClient owner() {
    return JdbcClient.create(source(database.owner()));
  }

  /** Statements that nothing holds back, each in a connection of its own. */
  public JdbcClient superuser() {
    return JdbcClient.create(source(database.superuser()));
  }

  public TestDatabase database() {
    return database;
  }

  /** A further tenant, with the assets of the first. */
  public TenantId newTenant() {
    TenantId tenant = new TenantId(UUID.randomUUID());
    superuser()
        .sql("insert into tenants (id, name) values (:id, 'another')")
        .param("id", tenant.value())
        .update();
    superuser()
        .sql(
            """
            insert into assets (tenant_id, code, scale)
            select :id, code, scale
            from assets
            where tenant_id = :first
            """)
        .param("id", tenant.value())
        .param("first", TenantId.DEFAULT.value())
        .update();
    return tenant;
  }

  @Override
  public void close() {
    application.close();
    database.close();
  }

  /** A source of single connections, as one of {@link #database()}'s roles. */
  public static DataSource source(Credentials credentials) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(credentials.url());
    source.setUser(credentials.user());
    source.setPassword(credentials.password());
    return source;
  }

  private static HikariDataSource pool(Credentials credentials) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(credentials.url());
    pool.setUsername(credentials.user());
    pool.setPassword(credentials.password());
    pool.setMinimumIdle(0);
    pool.setMaximumPoolSize(16);
    return pool;
  }
}
