package dev.countersign.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTests {
  @TempDir private Path directory;

  @Test
  void makesAPasswordThatOnlyItsOwnerCanRead() throws IOException {
    Path file = directory.resolve("password.txt");

    String password = SecretFile.read(file, new SecureRandom());

    assertThat(password).matches("[a-z2-9]{26}");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void keepsThePasswordThatIsThere() {
    Path file = directory.resolve("password.txt");

    String first = SecretFile.read(file, new SecureRandom());

    assertThat(SecretFile.read(file, new SecureRandom())).isEqualTo(first);
  }
}
