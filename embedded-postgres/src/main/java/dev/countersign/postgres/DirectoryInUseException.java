package dev.countersign.postgres;

import java.nio.file.Path;

/// Another live process holds the directory. Its identifier is part of the message, so that the
/// operator can find it.
public final class DirectoryInUseException extends EmbeddedPostgresException {
  private final long pid;

  DirectoryInUseException(Path directory, long pid) {
    super(
        "The directory "
            + directory
            + " is in use by another Countersign process (pid "
            + (pid > 0 ? Long.toString(pid) : "not known")
            + "). Stop that one, or choose another directory.");
    this.pid = pid;
  }

  /// The process that holds the directory, or 0 when it has not written its identifier yet.
  public long pid() {
    return pid;
  }
}
