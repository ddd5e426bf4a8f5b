package dev.countersign.server.platform.store;

import java.util.Map;
import org.flywaydb.core.Flyway;

/** Brings the schema to this version, as its owner. */
final class Migrations {
  private Migrations() {}

  static void run(DatabaseLogin owner, String applicationRole) {
    Flyway.configure()
        .dataSource(owner.dataSource())
        .locations("classpath:db/migration")
        .placeholders(
            Map.of("application", applicationRole, "crosstenant", JdbcDatabaseRoles.CROSS_TENANT))
        .outputQueryResults(false)
        .validateMigrationNaming(true)
        .load()
        .migrate();
  }
}
