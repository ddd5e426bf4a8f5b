package dev.countersign.proof;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One signature line of a signed note, {@code — <name> base64(key id || signature)}. Nothing is
 * known of its truth. Immutable and thread-safe.
 *
 * @param name the key's name: not empty, without spaces and plus
 * @param encoded the canonical base64 of four bytes of key id and at least one of signature
 */
public record NoteSignature(String name, String encoded) {
  private static final String PREFIX = "— ";

  /**
   * Checks the form.
   *
   * @throws MalformedException when a part has another form
   */
  public NoteSignature {
    StrictText.requireKeyName(name);
    if (StrictBase64.decode(encoded).length <= Integer.BYTES) {
      throw new MalformedException("signature without content");
    }
  }

  static NoteSignature of(String name, int keyId, byte[] signature) {
    ByteBuffer blob = ByteBuffer.allocate(Integer.BYTES + signature.length);
    blob.putInt(keyId).put(signature);
    return new NoteSignature(name, StrictBase64.encode(blob.array()));
  }

  static NoteSignature parseLine(String line) {
    int space = line.lastIndexOf(' ');
    if (!line.startsWith(PREFIX) || space < PREFIX.length()) {
      throw new MalformedException("not a signature line");
    }
    return new NoteSignature(line.substring(PREFIX.length(), space), line.substring(space + 1));
  }

  String line() {
    return PREFIX + name + " " + encoded;
  }

  /** The key id, the first four bytes, big-endian. */
  public int keyId() {
    return ByteBuffer.wrap(StrictBase64.decode(encoded)).getInt();
  }

  /** The signature's own bytes, after the key id. */
  public byte[] signature() {
    byte[] blob = StrictBase64.decode(encoded);
    return Arrays.copyOfRange(blob, Integer.BYTES, blob.length);
  }
}
