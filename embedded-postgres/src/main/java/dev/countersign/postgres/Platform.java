package dev.countersign.postgres;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The operating system and processor, as far as they matter here.
final class Platform {
  static final boolean LINUX = os().contains("linux");

  private Platform() {}

  /// The name of the archive inside the jar of PostgreSQL binaries.
  static String archiveName() {
    String system = LINUX ? "linux" : os().contains("mac") ? "darwin" : os();
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String processor =
        switch (arch) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> arch;
        };
    return "postgres-" + system + "-" + processor + ".txz";
  }

  /// A program on the search path or in the folders where system tools live.
  static Optional<Path> tool(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(
            Arrays.stream(path.split(File.pathSeparator)),
            Stream.of("/usr/bin", "/bin", "/usr/sbin", "/sbin"))
        .filter(folder -> folder.startsWith("/"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static String os() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
  }
}
