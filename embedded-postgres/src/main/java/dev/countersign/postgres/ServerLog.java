package dev.countersign.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// The database's log file, 0600. One older file is kept.
final class ServerLog {
  private static final long LARGE = 16L << 20;
  private static final int TAIL = 4_000;

  private final Path folder;

  ServerLog(Path folder) {
    this.folder = folder;
  }

  Path file() {
    return folder.resolve("postgresql.log");
  }

  void prepare() throws IOException {
    PrivateFiles.createIfMissing(file());
    rotateIfLarge();
  }

  /// Copies and empties a large file. The database appends, so it goes on at the start.
  void rotateIfLarge() throws IOException {
    if (Files.size(file()) > LARGE) {
      Files.copy(
          file(),
          folder.resolve("postgresql.log.1"),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.COPY_ATTRIBUTES);
      FileChannel.open(file(), StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
          .close();
    }
  }

  long size() throws IOException {
    return Files.size(file());
  }

  /// The end of what was written since the file had that size.
  String since(long start) throws IOException {
    byte[] all = Files.readAllBytes(file());
    int from = (int) Math.max(Math.min(start, all.length), all.length - TAIL);
    return new String(all, from, all.length - from, StandardCharsets.UTF_8).strip();
  }
}
