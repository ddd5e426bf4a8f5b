package dev.countersign.server.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.countersign.server.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;

/** A start in production with everything wrong; {@code TlsHttpTests} has one with nothing wrong. */
class ProductionStartTests {
  @Test
  void namesAllThatIsUnsafeAtOnceAndWhatToSet(@TempDir Path directory) throws IOException {
    Path keys = Files.createDirectories(directory.resolve("keys"));
    Path master = Files.writeString(keys.resolve("master.keys"), "readable by all");
    Files.setPosixFilePermissions(master, PosixFilePermissions.fromString("rw-r--r--"));

    String refusal =
        refusalOf(
            "--countersign.data=" + directory,
            "--countersign.mode=production",
            "--countersign.limits=off",
            "--countersign.bootstrap.admin.email=root@example.com",
            "--countersign.bootstrap.admin.password=change-me-password",
            "--countersign.database.url=postgresql://app:Hunter2hunter2hunter2@db.example.com/c",
            "--countersign.database.owner.url=postgresql://owner:postgres@db.example.com/c",
            "--countersign.redis.url=redis://cache.example.com:6379",
            "--countersign.cors.origins=http://app.example.com",
            "--countersign.passwords.memory-kib=64",
            "--countersign.public.url=http://accounts.example.com");

    assertThat(refusal.lines().filter(line -> line.startsWith("  - ")))
        .allMatch(line -> line.contains("COUNTERSIGN_") || line.contains("chmod 600"));
    assertThat(refusal)
        .contains(
            "COUNTERSIGN_LIMITS is off",
            "COUNTERSIGN_BOOTSTRAP_ADMIN_PASSWORD is made of words",
            "COUNTERSIGN_DATABASE_OWNER_URL has fewer than 16",
            "COUNTERSIGN_DATABASE_URL names a database on another machine without requiring TLS",
            "COUNTERSIGN_DATABASE_OWNER_URL names a database on another machine without",
            "COUNTERSIGN_REDIS_URL names a Redis on another machine without TLS",
            "COUNTERSIGN_REDIS_URL is missing",
            "COUNTERSIGN_CORS_ORIGINS names http://app.example.com",
            "COUNTERSIGN_TLS_CERTIFICATE and COUNTERSIGN_TLS_KEY are missing",
            "COUNTERSIGN_SMTP_HOST is missing",
            "COUNTERSIGN_PUBLIC_URL does not begin with https://",
            "COUNTERSIGN_PASSWORDS_MEMORY_KIB",
            "Others may reach the master keys")
        .doesNotContain("change-me-password", "hunter2", "Hunter2");
  }

  @Test
  void sortsWhatItTells() {
    ProductionStart.require(List.of());
    assertThat(catchThrowable(() -> ProductionStart.require(List.of("b", "a", "a"))))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("  - a\n  - b\nPut them right");
  }

  private static String refusalOf(String... arguments) {
    Throwable failure = catchThrowable(() -> SpringApplication.run(Main.class, arguments).close());
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .filter(StartRefusedException.class::isInstance)
        .map(Throwable::getMessage)
        .findFirst()
        .orElseThrow(() -> new AssertionError("it started, or failed otherwise", failure));
  }
}
