package dev.countersign.server.platform.cache;

import java.time.Duration;
import java.util.Optional;

/** The second level: sealed values that several nodes share. Any of it may fail silently. */
interface SharedEntries {
  Optional<byte[]> read(String key);

  void write(String key, byte[] sealed, Duration life);

  void remove(String key);
}
