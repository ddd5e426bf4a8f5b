package dev.countersign.server.audit;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A byte string as a value. The array is shared and not copied: who makes one gives its array away.
 */
final class Bytes {
  private final byte[] content;

  private Bytes(byte[] content) {
    this.content = content;
  }

  static Bytes of(byte[] content) {
    return new Bytes(content);
  }

  /** The content itself; not to be written to. */
  byte[] content() {
    return content;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && MessageDigest.isEqual(content, that.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  @Override
  public String toString() {
    return content.length + " bytes";
  }
}
