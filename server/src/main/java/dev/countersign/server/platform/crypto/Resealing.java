package dev.countersign.server.platform.crypto;

import java.security.MessageDigest;
import java.util.Arrays;

/** Seals anew, with the current master key, what an older one sealed. */
public final class Resealing {
  private final TinkMasterKeys keys;

  Resealing(MasterKeyset keys) {
    this.keys = new TinkMasterKeys(keys);
  }

  /** What everything begins with that the current key sealed. */
  public byte[] currentPrefix() {
    return keys.keyset().currentPrefix();
  }

  /** Whether the current key sealed it. */
  public boolean isCurrent(byte[] sealed) {
    byte[] prefix = currentPrefix();
    return sealed.length >= prefix.length
        && MessageDigest.isEqual(prefix, Arrays.copyOf(sealed, prefix.length));
  }

  /** The same, sealed by the current key. */
  public byte[] reseal(byte[] sealed, String context) {
    byte[] plain = keys.open(sealed, context);
    try {
      return keys.seal(plain, context);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }
}
