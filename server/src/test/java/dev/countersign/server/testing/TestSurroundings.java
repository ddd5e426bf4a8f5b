package dev.countersign.server.testing;

import dev.countersign.postgres.Credentials;
import dev.countersign.server.platform.store.TestStore;
import dev.countersign.testsupport.TestDatabase;
import dev.countersign.testsupport.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.FileSystemUtils;

/** Gives a service under test a database, a directory and settings for tests. */
final class TestSurroundings
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  private static final Map<String, Object> DEFAULTS =
      Map.of(
          "countersign.limits",
          "off",
          // Argon2id at its cheapest; what tests the hashing itself sets its own.
          "countersign.passwords.memory-kib",
          "64",
          "countersign.passwords.iterations",
          "1",
          // Nothing leaves this machine.
          "countersign.passwords.breach.url",
          "off");

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    OpenServices.note(context);
    TestDatabase database = TestStore.create(TestPostgres.shared());
    Path data = temporaryDirectory();
    TestPropertyValues.of(
            "countersign.database.url=" + address(database.application()),
            "countersign.database.owner.url=" + address(database.owner()),
            "countersign.data=" + data)
        .applyTo(context);
    // Last, so that a class can set its own.
    context
        .getEnvironment()
        .getPropertySources()
        .addLast(new MapPropertySource("defaults of tests", DEFAULTS));
    context.getBeanFactory().registerSingleton("testDatabase", database);
    context.getBeanFactory().registerSingleton("testData", new TestData(data));
  }

  private static String address(Credentials credentials) {
    return credentials.url()
        + "&user="
        + credentials.user()
        + "&password="
        + credentials.password();
  }

  private static Path temporaryDirectory() {
    try {
      Path directory = Files.createTempDirectory("countersign-test-");
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(() -> {
                try {
                  FileSystemUtils.deleteRecursively(directory);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }));
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
