package dev.countersign.proof;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * The byte forms of C2SP tlog-cosignature for ML-DSA-44: what is signed ({@code cosigned_message})
 * and what the signature line holds ({@code timestamped_signature}).
 */
final class Cosignature {
  private static final byte[] LABEL = "subtree/v1\n\0".getBytes(StandardCharsets.US_ASCII);
  private static final int NAME_MAX = 255;

  private Cosignature() {}

  /** The message for a whole checkpoint, which is the subtree from 0 to its size. */
  static byte[] message(String cosigner, long timestamp, Checkpoint checkpoint) {
    byte[] name = shortName(cosigner);
    byte[] origin = shortName(checkpoint.origin());
    int length = LABEL.length + 1 + name.length + 1 + origin.length + 3 * Long.BYTES + Hash.LENGTH;
    ByteBuffer message = ByteBuffer.allocate(length);
    message.put(LABEL);
    message.put((byte) name.length).put(name);
    message.putLong(timestamp);
    message.put((byte) origin.length).put(origin);
    message.putLong(0).putLong(checkpoint.size());
    checkpoint.root().writeTo(message);
    return message.array();
  }

  private static byte[] shortName(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > NAME_MAX) {
      throw new MalformedException("a cosigned name has at most 255 bytes");
    }
    return bytes;
  }

  static byte[] timestamped(long timestamp, byte[] signature) {
    return ByteBuffer.allocate(Long.BYTES + signature.length)
        .putLong(timestamp)
        .put(signature)
        .array();
  }

  /** The specification allows more seconds than an {@link Instant} holds; no clock gets there. */
  static boolean isTimestamp(long seconds) {
    return seconds >= 0 && seconds <= Instant.MAX.getEpochSecond();
  }
}
