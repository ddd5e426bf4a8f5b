package dev.countersign.server.platform.id;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * Crockford's base32 in lower case over the 128 bits of a UUID: 26 characters, the first at most 7.
 */
final class Base32 {
  private static final char[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
  private static final byte[] VALUES = values();
  private static final int LENGTH = 26;

  private Base32() {}

  static String encode(UUID id) {
    char[] text = new char[LENGTH];
    long high = id.getMostSignificantBits();
    long low = id.getLeastSignificantBits();
    for (int at = LENGTH - 1; at >= 0; at--) {
      text[at] = ALPHABET[(int) (low & 31)];
      low = (low >>> 5) | (high << 59);
      high >>>= 5;
    }
    return new String(text);
  }

  static Optional<UUID> decode(String text) {
    if (text.length() != LENGTH || text.charAt(0) > '7') {
      return Optional.empty();
    }
    long high = 0;
    long low = 0;
    for (int at = 0; at < LENGTH; at++) {
      char symbol = text.charAt(at);
      if (symbol >= VALUES.length || VALUES[symbol] < 0) {
        return Optional.empty();
      }
      high = (high << 5) | (low >>> 59);
      low = (low << 5) | VALUES[symbol];
    }
    return Optional.of(new UUID(high, low));
  }

  private static byte[] values() {
    byte[] values = new byte[128];
    Arrays.fill(values, (byte) -1);
    for (byte value = 0; value < ALPHABET.length; value++) {
      values[ALPHABET[value]] = value;
    }
    return values;
  }
}
