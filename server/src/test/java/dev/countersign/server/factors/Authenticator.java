package dev.countersign.server.factors;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An authenticator app of its own making: it reads a provisioning URI and computes codes after the
 * text of RFC 4226 §5.3 and RFC 6238 §4, with nothing of the service's code or libraries.
 */
public final class Authenticator {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final Pattern PARAMETER = Pattern.compile("[?&]([a-z]+)=([^&]+)");

  private final Map<String, String> parameters;

  private Authenticator(Map<String, String> parameters) {
    this.parameters = parameters;
  }

  /** An app that has scanned this. */
  public static Authenticator of(String provisioningUri) {
    Matcher found = PARAMETER.matcher(provisioningUri);
    return new Authenticator(
        found.results().collect(Collectors.toMap(one -> one.group(1), one -> one.group(2))));
  }

  /** The code that it shows at a moment. */
  public String code(Instant moment) {
    return code(
        decoded(parameter("secret")),
        "Hmac" + parameter("algorithm"),
        moment.getEpochSecond() / Long.parseLong(parameter("period")),
        Integer.parseInt(parameter("digits")));
  }

  /** Seconds for which a code is shown. */
  public long period() {
    return Long.parseLong(parameter("period"));
  }

  private String parameter(String name) {
    return Objects.requireNonNull(parameters.get(name), name);
  }

  static String code(byte[] secret, String algorithm, long counter, int digits) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(secret, algorithm));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(counter).array());
      int offset = hash[hash.length - 1] & 0xF;
      long number = ByteBuffer.wrap(hash, offset, 4).getInt() & 0x7FFF_FFFFL;
      long modulus = 1;
      for (int digit = 0; digit < digits; digit++) {
        modulus *= 10;
      }
      return String.format(Locale.ROOT, "%0" + digits + "d", number % modulus);
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  static byte[] decoded(String base32) {
    ByteBuffer bytes = ByteBuffer.allocate(base32.length() * 5 / 8);
    int held = 0;
    int bits = 0;
    for (int at = 0; at < base32.length(); at++) {
      held = (held << 5) | BASE32.indexOf(base32.charAt(at));
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.put((byte) (held >>> bits));
      }
    }
    return bytes.array();
  }
}
