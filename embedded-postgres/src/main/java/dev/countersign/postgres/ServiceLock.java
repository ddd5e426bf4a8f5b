package dev.countersign.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/// The claim of one live process on a directory: a lock of the operating system on the file
/// `service.lock`, which goes with its process however that ends. The file holds the process's
/// identifier for people to read.
final class ServiceLock implements AutoCloseable {
  // The system's locks belong to the process: opening and closing the file a second time would drop
  // the first claim. So this process's own claims are counted here, before the file is touched.
  private static final Set<Path> HELD = new HashSet<>();

  private final Path file;
  private final FileChannel channel;

  private ServiceLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /// @throws DirectoryInUseException if another live process holds the directory
  static ServiceLock claim(Path directory) throws IOException {
    Path file = fileIn(directory);
    synchronized (HELD) {
      if (HELD.contains(file)) {
        throw new DirectoryInUseException(directory, ProcessHandle.current().pid());
      }
      PrivateFiles.createIfMissing(file);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        channel.close();
        throw new DirectoryInUseException(directory, holder(file));
      }
      byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(pid), 0);
      HELD.add(file);
      return new ServiceLock(file, channel);
    }
  }

  private static Path fileIn(Path directory) throws IOException {
    return directory.toRealPath().resolve("service.lock");
  }

  private static long holder(Path file) throws IOException {
    String content = Files.readString(file, StandardCharsets.US_ASCII).strip();
    return content.matches("\\d{1,18}") ? Long.parseLong(content) : 0;
  }

  @Override
  public void close() {
    synchronized (HELD) {
      HELD.remove(file);
      try {
        channel.truncate(0);
        channel.close();
      } catch (IOException e) {
        throw new EmbeddedPostgresException(file + " could not be released", e);
      }
    }
  }
}
