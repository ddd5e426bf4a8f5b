package dev.countersign.proof;

import java.util.Base64;

/** RFC 4648 section 4 base64 of which each byte string has exactly one spelling. */
final class StrictBase64 {
  private StrictBase64() {}

  static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Refuses missing padding, line breaks and stray trailing bits, which the JDK lets pass. */
  static byte[] decode(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new MalformedException("not base64");
    }
    if (!encode(bytes).equals(text)) {
      throw new MalformedException("not canonical base64");
    }
    return bytes;
  }
}
