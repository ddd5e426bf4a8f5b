package dev.countersign.server.factors;

import dev.countersign.server.platform.secret.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** What an authenticator app is told to begin with, in the form that all of them read. */
final class Provisioning {
  private static final char[] BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".toCharArray();

  private Provisioning() {}

  /** The key URI: {@code otpauth://totp/…}. */
  static Secret uri(String issuer, String account, byte[] secret, TotpParameters parameters) {
    return Secret.of(
        "otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=%s&digits=%d&period=%d"
            .formatted(
                encoded(issuer),
                encoded(account),
                base32(secret),
                encoded(issuer),
                parameters.algorithm().name(),
                parameters.digits(),
                parameters.periodSeconds()));
  }

  /** RFC 4648 §6, without padding, as somebody may have to type it. */
  static String base32(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    int held = 0;
    int bits = 0;
    for (byte next : bytes) {
      held = (held << 8) | (next & 0xFF);
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(BASE32[(held >>> bits) & 31]);
      }
    }
    if (bits > 0) {
      text.append(BASE32[(held << (5 - bits)) & 31]);
    }
    return text.toString();
  }

  // A plus would be read as one, not as a space.
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
