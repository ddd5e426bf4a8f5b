package dev.countersign.testsupport;

import dev.countersign.postgres.Binaries;
import dev.countersign.postgres.EmbeddedPostgres;
import dev.countersign.postgres.EmbeddedPostgresConfig;
import dev.countersign.postgres.EmbeddedPostgresConfig.Durability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL for the tests of this JVM: started at first use, gone with its files at the end.
///
/// Durability is relaxed, because the data is thrown away; what tests durability uses
/// [EmbeddedPostgres] itself. Sessions have the time zone of Kathmandu (+05:45), in which no slip
/// between local time and UTC goes unnoticed.
public final class TestPostgres {
  /// The session time zone of every test database.
  public static final String TIME_ZONE = "Asia/Kathmandu";

  /// Names the jar of PostgreSQL 15 binaries.
  public static final String POSTGRES_15_JAR = "countersign.postgres15.jar";

  /// Set to `15`, the tests that ask for [#shared()] run on PostgreSQL 15.
  public static final String VERSION = "countersign.test.postgres";

  private static @Nullable TestPostgres version18;
  private static @Nullable TestPostgres version15;

  private final EmbeddedPostgres server;
  private final AtomicLong names = new AtomicLong();
  private final Map<String, String> templates = new HashMap<>();

  private TestPostgres(EmbeddedPostgres server) {
    this.server = server;
  }

  /// The server of this JVM: PostgreSQL 18 unless the system property says 15.
  public static TestPostgres shared() {
    if (!System.getProperty(VERSION, "18").equals("15")) {
      return version18();
    }
    return version15()
        .orElseThrow(() -> new IllegalStateException(POSTGRES_15_JAR + " names no existing file"));
  }

  /// PostgreSQL 18, from the class path.
  public static synchronized TestPostgres version18() {
    TestPostgres running = version18;
    if (running == null) {
      running = start(Binaries.onClassPath());
      version18 = running;
    }
    return running;
  }

  /// PostgreSQL 15, where the build has fetched its binaries.
  public static synchronized Optional<TestPostgres> version15() {
    TestPostgres running = version15;
    String jar = System.getProperty(POSTGRES_15_JAR, "");
    if (running == null && !jar.isEmpty() && Files.exists(Path.of(jar))) {
      running = start(Binaries.ofJar(Path.of(jar)));
      version15 = running;
    }
    return Optional.ofNullable(running);
  }

  private static TestPostgres start(Binaries binaries) {
    try {
      Path directory = Files.createTempDirectory("countersign-test-postgres-");
      // PostgreSQL 15 under root has to walk to its data by name; 18 has not.
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
      EmbeddedPostgres server =
          EmbeddedPostgres.start(
              EmbeddedPostgresConfig.in(directory)
                  .withBinaries(binaries)
                  .withBinariesHome(Path.of(System.getProperty("user.home"), ".cache/countersign"))
                  .withDurability(Durability.THROWN_AWAY_AFTER_TESTS)
                  .withSetting("max_connections", "200")
                  .withSetting("shared_buffers", "128MB")
                  .withSetting("timezone", TIME_ZONE));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(server, directory)));
      return new TestPostgres(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(EmbeddedPostgres server, Path directory) {
    server.close();
    try (Stream<Path> below = Files.walk(directory)) {
      for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The server behind it, for tests of the server itself.
  public EmbeddedPostgres server() {
    return server;
  }

  /// A new empty database.
  public TestDatabase createDatabase() {
    return copyOf("template0");
  }

  /// A new database with a schema. The migration runs once per name and JVM; each further database
  /// is a copy made by PostgreSQL.
  public TestDatabase createDatabase(String schema, SchemaMigration migration) {
    return copyOf(template(schema, migration));
  }

  private String template(String schema, SchemaMigration migration) {
    synchronized (templates) {
      String known = templates.get(schema);
      if (known != null) {
        return known;
      }
      TestDatabase template = copyOf("template0");
      try {
        migration.migrate(template.owner());
      } catch (Exception e) {
        template.close();
        throw new IllegalStateException("The schema " + schema + " could not be migrated", e);
      }
      templates.put(schema, template.name());
      return template.name();
    }
  }

  private TestDatabase copyOf(String template) {
    String name = "test_" + names.incrementAndGet();
    try {
      server.createDatabase(name, template);
    } catch (SQLException e) {
      throw new IllegalStateException("The database " + name + " could not be created", e);
    }
    return new TestDatabase(
        name,
        server.owner(name),
        server.application(name),
        server.superuser(name),
        () -> drop(name));
  }

  private void drop(String name) {
    try {
      server.dropDatabase(name);
    } catch (SQLException e) {
      throw new IllegalStateException("The database " + name + " could not be dropped", e);
    }
  }
}
