package dev.countersign.server.apikeys;

import dev.countersign.server.platform.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A key as it is written: {@code cs_live_} or {@code cs_test_}, twelve characters by which it is
 * found, 36 that are the secret, and six that are the CRC-32 of all before them, in base 62. So a
 * scanner knows one by {@code cs_(live|test)_[0-9A-Za-z]{54}} and its checksum, with no false
 * alarms, and a mistyped one costs no look-up.
 *
 * @param lookup its beginning, by which it is found; no secret
 */
record KeyText(Kind kind, String lookup, Secret text) {
  /** What a key is for. */
  enum Kind {
    /** In production. */
    LIVE("cs_live_"),
    /** In development, where nothing is at stake. */
    TEST("cs_test_");

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }

    String prefix() {
      return prefix;
    }
  }

  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int PREFIX = 8;
  private static final int LOOKUP = 12;
  private static final int SECRET = 36;
  private static final int CHECKSUM = 6;
  private static final Pattern FORM =
      Pattern.compile("cs_(?:live|test)_[0-9A-Za-z]{%d}".formatted(LOOKUP + SECRET + CHECKSUM));

  /** Whether a text means to be a key; another credential never begins so. */
  static boolean isMeant(String text) {
    return text.startsWith(Kind.LIVE.prefix) || text.startsWith(Kind.TEST.prefix);
  }

  static KeyText generate(Kind kind, RandomGenerator random) {
    StringBuilder text = new StringBuilder(kind.prefix);
    for (int i = 0; i < LOOKUP + SECRET; i++) {
      text.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
    }
    text.append(checksum(text.toString()));
    return new KeyText(kind, text.substring(0, PREFIX + LOOKUP), Secret.of(text.toString()));
  }

  /** Empty for what is no key, or one that was mistyped. */
  static Optional<KeyText> parse(Secret offered) {
    String text = offered.reveal();
    if (!FORM.matcher(text).matches()) {
      return Optional.empty();
    }
    int end = text.length() - CHECKSUM;
    if (!checksum(text.substring(0, end)).equals(text.substring(end))) {
      return Optional.empty();
    }
    Kind kind = text.startsWith(Kind.LIVE.prefix) ? Kind.LIVE : Kind.TEST;
    return Optional.of(new KeyText(kind, text.substring(0, PREFIX + LOOKUP), offered));
  }

  /** What the store keeps of it. */
  byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(text.reveal().getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  private static String checksum(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.US_ASCII));
    long value = crc.getValue();
    char[] digits = new char[CHECKSUM];
    for (int i = CHECKSUM - 1; i >= 0; i--) {
      digits[i] = DIGITS.charAt((int) (value % DIGITS.length()));
      value /= DIGITS.length();
    }
    return new String(digits);
  }
}
