package dev.countersign.server.platform.crypto;

import dev.countersign.server.platform.config.StartRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The master keys of a running service, which reads their file again when it was changed: at most a
 * second later, and at once when it meets something that another process sealed with a newer key. A
 * file that cannot be used leaves the keys at hand in place.
 */
final class RereadMasterKeys implements MasterKeys {
  private static final Logger LOG = LoggerFactory.getLogger(RereadMasterKeys.class);
  private static final long PAUSE = Duration.ofSeconds(1).toNanos();

  private final MasterKeyFile file;
  private final LongSupplier nanos;
  private volatile TinkMasterKeys keys;
  private volatile long lookedAt;
  private @Nullable Stamp stamp;

  /** What tells one version of a file from the next. */
  private record Stamp(@Nullable Object key, FileTime modified, long size) {
    static @Nullable Stamp of(Path path) {
      try {
        BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
        return new Stamp(now.fileKey(), now.lastModifiedTime(), now.size());
      } catch (IOException e) {
        return null;
      }
    }
  }

  RereadMasterKeys(MasterKeyFile file, LongSupplier nanos) {
    this.file = file;
    this.nanos = nanos;
    this.stamp = Stamp.of(file.path());
    this.keys = new TinkMasterKeys(file.keyset());
    this.lookedAt = nanos.getAsLong();
  }

  @Override
  public byte[] seal(byte[] plain, String context) {
    lookNowAndThen();
    return keys.seal(plain, context);
  }

  @Override
  public byte[] open(byte[] sealed, String context) {
    lookNowAndThen();
    if (!keys.keyset().knows(sealed)) {
      look();
    }
    return keys.open(sealed, context);
  }

  /** The key behind it never changes. */
  @Override
  public byte[] mac(String purpose, byte[] data) {
    return keys.mac(purpose, data);
  }

  private void lookNowAndThen() {
    long now = nanos.getAsLong();
    if (now - lookedAt > PAUSE) {
      lookedAt = now;
      look();
    }
  }

  private synchronized void look() {
    Stamp found = Stamp.of(file.path());
    if (Objects.equals(found, stamp)) {
      return;
    }
    stamp = found;
    try {
      MasterKeyset next = file.keyset();
      if (!next.derivation().equalsKeyset(keys.keyset().derivation())) {
        LOG.warn("The file of the master keys belongs to another installation, and is not used");
        return;
      }
      keys = new TinkMasterKeys(next);
      LOG.info("The master keys were read anew: {} version(s)", next.versions());
    } catch (StartRefusedException e) {
      LOG.warn("The master keys cannot be read anew; those at hand stay: {}", e.getMessage());
    }
  }
}
