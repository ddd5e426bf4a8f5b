package dev.countersign.server.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that are whole and on the disk when a method returns, and readable by their owner only. */
final class DurableFiles {
  private DurableFiles() {}

  /** Makes a directory and those above it. */
  static void createDirectories(Path directory) throws IOException {
    Files.createDirectories(directory, owners("rwx------"));
  }

  /** Puts a whole file in place of what is there, or leaves that as it is. */
  static void replace(Path file, byte[] content) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.deleteIfExists(next);
    try (FileChannel channel = open(next, StandardOpenOption.CREATE_NEW)) {
      write(channel, content);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    forceDirectory(file);
  }

  /** Adds to the end of a file, from a length on that is known to be whole. */
  static void append(Path file, long wholeLength, byte[] content) throws IOException {
    boolean isNew = Files.notExists(file);
    try (FileChannel channel = open(file, StandardOpenOption.CREATE)) {
      channel.truncate(wholeLength);
      channel.position(channel.size());
      write(channel, content);
    }
    if (isNew) {
      forceDirectory(file);
    }
  }

  /** Adds to the end of a file that need not be on the disk yet when the method returns. */
  static void addTo(Path file, byte[] content) throws IOException {
    Set<StandardOpenOption> how =
        Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    try (FileChannel channel = FileChannel.open(file, how, owners("rw-------"))) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }
  }

  private static FileChannel open(Path file, StandardOpenOption how) throws IOException {
    return FileChannel.open(file, Set.of(StandardOpenOption.WRITE, how), owners("rw-------"));
  }

  private static void write(FileChannel channel, byte[] content) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(content);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    channel.force(true);
  }

  // A new name is on the disk only when its directory is.
  private static void forceDirectory(Path file) throws IOException {
    try (FileChannel directory =
        FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  private static FileAttribute<?> owners(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }
}
