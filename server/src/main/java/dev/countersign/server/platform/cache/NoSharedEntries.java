package dev.countersign.server.platform.cache;

import java.time.Duration;
import java.util.Optional;

/** No second level: a node has its own memory, and then the store. */
final class NoSharedEntries implements SharedEntries {
  @Override
  public Optional<byte[]> read(String key) {
    return Optional.empty();
  }

  @Override
  public void write(String key, byte[] sealed, Duration life) {}

  @Override
  public void remove(String key) {}
}
