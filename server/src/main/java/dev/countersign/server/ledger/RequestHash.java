package dev.countersign.server.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** SHA-256 of a parsed request, as lower-case hex. */
public record RequestHash(String hex) {
  private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{64}");

  public RequestHash {
    if (!SHAPE.matcher(hex).matches()) {
      throw new IllegalArgumentException("a request hash is 32 bytes in lower-case hex");
    }
  }

  /**
   * The hash of a request's parsed fields, in an order the caller keeps. Each is told with its
   * length, so that no two lists of fields run together into the same bytes.
   */
  public static RequestHash of(String... fields) {
    MessageDigest digest = sha256();
    for (String field : fields) {
      byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
      digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
      digest.update(bytes);
    }
    return of(digest.digest());
  }

  static RequestHash of(byte[] bytes) {
    return new RequestHash(HexFormat.of().formatHex(bytes));
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
