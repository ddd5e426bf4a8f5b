package dev.countersign.postgres;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/// The servers under test. Their programs are unpacked once and shared.
final class Servers {
  static final Path PROGRAMS = Path.of(System.getProperty("user.home"), ".cache/countersign");

  private Servers() {}

  static EmbeddedPostgresConfig in(Path directory) {
    return EmbeddedPostgresConfig.in(directory).withBinariesHome(PROGRAMS);
  }

  static EmbeddedPostgres start(Path directory) {
    return EmbeddedPostgres.start(in(directory));
  }

  /// PostgreSQL 18 and, where the build has fetched it, 15.
  static Stream<Binaries> versions() {
    Path jar = Path.of(System.getProperty("countersign.postgres15.jar", "none"));
    return Files.exists(jar)
        ? Stream.of(Binaries.onClassPath(), Binaries.ofJar(jar))
        : Stream.of(Binaries.onClassPath());
  }

  /// PostgreSQL 15 under root has to walk to its data by name.
  static Path reachable(Path directory) throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
    return directory;
  }

  static boolean root() {
    return new UnixSystem().getUid() == 0;
  }
}
