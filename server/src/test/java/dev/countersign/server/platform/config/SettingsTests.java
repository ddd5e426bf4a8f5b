package dev.countersign.server.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.server.platform.cache.CacheSettings;
import dev.countersign.server.platform.config.ServiceSettings.Mode;
import dev.countersign.server.platform.config.ServiceSettings.Registration;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.store.DatabaseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Every default, and every name under which it is set. */
class SettingsTests {
  @Test
  void haveTheseDefaults() {
    SettingsSource settings = settings(Map.of());

    assertThat(settings.get(ServiceSettings.class))
        .isEqualTo(
            new ServiceSettings(
                8080, ".countersign/data", Mode.DEVELOPMENT, Registration.IMMEDIATE));
    assertThat(settings.get(DatabaseSettings.class))
        .isEqualTo(new DatabaseSettings(null, new DatabaseSettings.Owner(null), 16));
    assertThat(settings.get(CacheSettings.class))
        .isEqualTo(new CacheSettings(1000, Duration.ofMinutes(5)));
  }

  @Test
  void comeFromTheEnvironment() {
    SettingsSource settings =
        settings(
            Map.of(
                "COUNTERSIGN_PORT", "9000",
                "COUNTERSIGN_DATA", "/srv/countersign",
                "COUNTERSIGN_MODE", "production",
                "COUNTERSIGN_REGISTRATION", "closed",
                "COUNTERSIGN_DATABASE_URL", "postgresql://app:a@db/c",
                "COUNTERSIGN_DATABASE_OWNER_URL", "postgresql://owner:b@db/c",
                "COUNTERSIGN_DATABASE_CONNECTIONS", "40",
                "COUNTERSIGN_CACHE_SIZE", "7",
                "COUNTERSIGN_CACHE_AGE", "30s"));

    assertThat(settings.get(ServiceSettings.class))
        .isEqualTo(
            new ServiceSettings(9000, "/srv/countersign", Mode.PRODUCTION, Registration.CLOSED));
    assertThat(settings.get(DatabaseSettings.class))
        .isEqualTo(
            new DatabaseSettings(
                Secret.of("postgresql://app:a@db/c"),
                new DatabaseSettings.Owner(Secret.of("postgresql://owner:b@db/c")),
                40));
    assertThat(settings.get(CacheSettings.class))
        .isEqualTo(new CacheSettings(7, Duration.ofSeconds(30)));
  }

  @Test
  void comeFromAFileBehindTheEnvironmentAndTheArguments(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("countersign.yml");
    Files.writeString(
        file, "countersign:\n  port: 1\n  data: file\n  database:\n    connections: 30\n");
    String[] arguments =
        ServeArguments.properties(List.of("serve", "--port", "9001"), file.toString());

    SettingsSource settings = settings(Map.of("COUNTERSIGN_DATA", "environment"), arguments);

    assertThat(settings.get(ServiceSettings.class).port()).isEqualTo(9001);
    assertThat(settings.get(ServiceSettings.class).data()).isEqualTo("environment");
    assertThat(settings.get(DatabaseSettings.class).connections()).isEqualTo(30);
  }

  @Test
  void resolveTheDirectory() {
    ServiceSettings settings =
        settings(Map.of("COUNTERSIGN_DATA", "a/../b")).get(ServiceSettings.class);

    assertThat(settings.directory()).isAbsolute().endsWithRaw(Path.of("b"));
    assertThat(settings.directory().toString()).doesNotContain("..");
  }

  @ParameterizedTest
  @CsvSource({
    "COUNTERSIGN_PORT, 65536, Choose a port",
    "COUNTERSIGN_PORT, -1, Choose a port",
    "COUNTERSIGN_DATA, ' ', Name a directory",
    "COUNTERSIGN_DATABASE_CONNECTIONS, 1, Choose 2 to 1000",
    "COUNTERSIGN_CACHE_SIZE, 0, Choose 1 to 1000000",
    "COUNTERSIGN_CACHE_AGE, 500ms, Choose 1s",
    "COUNTERSIGN_CACHE_AGE, 24h, Choose 1s",
    "COUNTERSIGN_DATABASE_URL, postgresql://a:secret@b/c, COUNTERSIGN_DATABASE_OWNER_URL is not",
    "COUNTERSIGN_DATABASE_OWNER_URL, postgresql://a:secret@b/c, COUNTERSIGN_DATABASE_URL is not"
  })
  void refuseWhatCannotBe(String name, String value, String sentence) {
    SettingsSource settings = settings(Map.of(name, value));

    assertThatThrownBy(
            () -> {
              settings.get(ServiceSettings.class);
              settings.get(DatabaseSettings.class);
              settings.get(CacheSettings.class);
            })
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining(sentence)
        .hasMessageNotContaining("secret");
  }

  @Test
  void refuseAnArgumentThatIsNotKnown() {
    assertThatThrownBy(() -> ServeArguments.properties(List.of("--prot", "1"), null))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("'--prot' is not known");
    assertThatThrownBy(() -> ServeArguments.properties(List.of("--port"), null))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("needs a value");
  }

  @Test
  void takeArgumentsInBothForms() {
    assertThat(ServeArguments.properties(List.of("--port=1", "--data", "d", "--debug=true"), null))
        .containsExactly("--countersign.port=1", "--countersign.data=d", "--debug=true");
  }

  private static SettingsSource settings(Map<String, Object> variables, String... arguments) {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .replace(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
    return SettingsSource.in(environment, arguments);
  }
}
