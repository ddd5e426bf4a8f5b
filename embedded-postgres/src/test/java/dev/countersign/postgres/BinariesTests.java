package dev.countersign.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinariesTests {
  @TempDir private Path temporary;

  @Test
  void areUnpackedPrivatelyAndAgainWhenDamaged() throws IOException {
    Binaries binaries = Binaries.onClassPath();

    Path unpacked = binaries.unpackBelow(temporary);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(unpacked)))
        .isEqualTo("rwx------");
    assertThat(unpacked.getFileName().toString()).matches("bin-18\\.\\d+\\.\\d+-[0-9a-f]{8}");
    assertThat(unpacked.resolve("bin/postgres")).isExecutable();

    Files.write(unpacked.resolve("bin/initdb"), new byte[0]);

    assertThat(binaries.unpackBelow(temporary).resolve("bin/initdb")).isNotEmptyFile();
    assertThat(temporary).isDirectoryNotContaining(path -> !path.equals(unpacked));
  }

  @Test
  void areRefusedFromAJarOfSomethingElse() throws IOException {
    Path jar = temporary.resolve("other.jar");
    try (JarOutputStream output = new JarOutputStream(Files.newOutputStream(jar))) {
      output.putNextEntry(new ZipEntry("readme"));
    }

    assertThatThrownBy(() -> Binaries.ofJar(jar))
        .hasMessageContaining("holds no PostgreSQL for this machine");
    assertThatThrownBy(() -> Binaries.ofJar(temporary.resolve("missing.jar")))
        .hasMessageContaining("is no readable jar");
  }
}
