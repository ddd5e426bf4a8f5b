package dev.countersign.proof;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256 value: exactly 32 bytes. Immutable and thread-safe. */
public final class Hash {
  /** The number of bytes in a hash. */
  public static final int LENGTH = 32;

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * A hash of the given bytes as they are; nothing is hashed.
   *
   * @throws MalformedException unless there are exactly 32
   */
  public static Hash of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new MalformedException("a hash has 32 bytes, not " + bytes.length);
    }
    return new Hash(bytes.clone());
  }

  /**
   * Reads canonical RFC 4648 section 4 base64 of 32 bytes.
   *
   * @throws MalformedException when it is anything else
   */
  public static Hash fromBase64(String text) {
    return of(StrictBase64.decode(text));
  }

  /** Takes over a digest's output, which nobody else holds. */
  static Hash digestOf(MessageDigest digest) {
    return new Hash(digest.digest());
  }

  static Hash readFrom(ByteBuffer buffer) {
    byte[] bytes = new byte[LENGTH];
    buffer.get(bytes);
    return new Hash(bytes);
  }

  void writeTo(ByteBuffer buffer) {
    buffer.put(bytes);
  }

  void updateInto(MessageDigest digest) {
    digest.update(bytes);
  }

  /** A fresh copy of the 32 bytes. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** The bytes in standard base64, as checkpoints and proofs write them. */
  public String toBase64() {
    return StrictBase64.encode(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Lower-case hexadecimal. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
