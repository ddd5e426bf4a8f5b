package dev.countersign.server.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.testing.StoreFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The schema as it stands after all migrations is a reviewed file. After a migration, write it anew
 * with {@code -Dcountersign.test.golden=write} and look at the difference.
 */
class SchemaTests {
  private static final Path GOLDEN = Path.of("src/test/resources/schema.golden.txt");

  // What row-level security does not hold for, each with its reason.
  private static final List<String> WITHOUT_ROW_LEVEL_SECURITY =
      List.of(
          // Flyway's; the application has no rights on it.
          "flyway_schema_history");

  @ParameterizedTest
  @EnumSource
  void isTheReviewedOneOnEverySupportedPostgres(PostgresVersion version) throws IOException {
    try (StoreFixture store = StoreFixture.createOn(version.server())) {
      String schema = SchemaText.of(store.superuser());
      if ("write".equals(System.getProperty("countersign.test.golden"))) {
        Files.writeString(GOLDEN, schema);
      }

      assertThat(schema).isEqualTo(Files.readString(GOLDEN));
    }
  }

  @ParameterizedTest
  @EnumSource
  void forcesRowLevelSecurityOnEveryTable(PostgresVersion version) {
    try (StoreFixture store = StoreFixture.createOn(version.server())) {
      List<String> unprotected =
          store
              .superuser()
              .sql(
                  """
                  select relname
                  from pg_class
                  where relnamespace = 'public'::regnamespace
                    and relkind in ('r', 'p')
                    and not relispartition
                    and not (relrowsecurity and relforcerowsecurity)
                  """)
              .query((row, number) -> row.getString(1))
              .list();

      assertThat(unprotected).isEqualTo(WITHOUT_ROW_LEVEL_SECURITY);
    }
  }

  @ParameterizedTest
  @EnumSource
  void letsNobodyIntoAPartitionPastItsTable(PostgresVersion version) {
    try (StoreFixture store = StoreFixture.createOn(version.server())) {
      List<String> open =
          store
              .superuser()
              .sql(
                  """
                  select relname
                  from pg_class, aclexplode(relacl)
                  where relispartition and grantee <> relowner
                  """)
              .query((row, number) -> row.getString(1))
              .list();

      assertThat(open).isEmpty();
    }
  }
}
