package dev.countersign.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// What a running postmaster writes about itself into `postmaster.pid`: its identifier in line 1,
/// its port in line 4, its status in line 8.
record PostmasterFile(long pid, int port, boolean ready) {
  static final String NAME = "postmaster.pid";

  /// Empty when there is none, or it is not written out yet.
  static Optional<PostmasterFile> read(Path data) throws IOException {
    try {
      return parse(Files.readString(data.resolve(NAME), StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static Optional<PostmasterFile> parse(String content) {
    String[] lines = content.split("\n", -1);
    if (lines.length < 5 || !number(lines[0]) || !number(lines[3])) {
      return Optional.empty();
    }
    boolean ready = lines.length > 7 && lines[7].strip().equals("ready");
    return Optional.of(
        new PostmasterFile(Long.parseLong(lines[0]), Integer.parseInt(lines[3]), ready));
  }

  private static boolean number(String line) {
    return line.matches("\\d{1,9}");
  }
}
