package dev.countersign.testsupport;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Gives each test a fresh database.
///
/// ```java
/// @RegisterExtension
/// final PostgresExtension postgres = PostgresExtension.withSchema("ledger", LedgerSchema::migrate);
/// ```
public final class PostgresExtension implements BeforeEachCallback, AfterEachCallback {
  private final Supplier<TestDatabase> databases;
  private @Nullable TestDatabase database;

  private PostgresExtension(Supplier<TestDatabase> databases) {
    this.databases = databases;
  }

  /// An empty database for each test.
  public static PostgresExtension empty() {
    return new PostgresExtension(() -> TestPostgres.shared().createDatabase());
  }

  /// A migrated database for each test; the migration itself runs once.
  public static PostgresExtension withSchema(String schema, SchemaMigration migration) {
    return new PostgresExtension(() -> TestPostgres.shared().createDatabase(schema, migration));
  }

  /// The running test's database.
  public TestDatabase database() {
    return Objects.requireNonNull(database, "there is a database only while a test runs");
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    database = databases.get();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    database().close();
    database = null;
  }
}
