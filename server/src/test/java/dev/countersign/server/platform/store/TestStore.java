package dev.countersign.server.platform.store;

import dev.countersign.postgres.Credentials;
import dev.countersign.testsupport.TestDatabase;
import dev.countersign.testsupport.TestPostgres;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Migrated databases for tests, made as the service itself makes one, then copied. */
public final class TestStore {
  private TestStore() {}

  public static TestDatabase create(TestPostgres server) {
    DatabaseLogin application = DatabaseLogin.of(server.server().application());
    return server.createDatabase("countersign", owner -> migrate(owner, application));
  }

  private static void migrate(Credentials credentials, DatabaseLogin application) {
    DatabaseLogin owner = DatabaseLogin.of(credentials);
    new JdbcDatabaseRoles(JdbcClient.create(owner.dataSource())).ensure(application);
    Migrations.run(owner, application.user());
  }
}
