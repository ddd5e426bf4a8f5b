package dev.countersign.server.webhooks;

import dev.countersign.server.platform.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signatures by the Standard Webhooks specification, in their symmetric form. */
final class Signature {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "whsec_";
  private static final String VERSION = "v1,";

  // The specification allows 24 to 64.
  private static final int SECRET_BYTES = 32;

  private Signature() {}

  /** A secret as receivers get it. */
  static Secret newSecret(RandomGenerator random) {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return Secret.of(PREFIX + Base64.getEncoder().encodeToString(bytes));
  }

  /** The header {@code webhook-signature}: one signature for each secret, the newest first. */
  static String of(List<Secret> secrets, String id, Instant timestamp, byte[] body) {
    byte[] signed = (id + "." + timestamp.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8);
    return secrets.stream()
        .map(secret -> VERSION + mac(secret, signed, body))
        .collect(Collectors.joining(" "));
  }

  private static String mac(Secret secret, byte[] signed, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key(secret), ALGORITHM));
      mac.update(signed);
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
    }
  }

  private static byte[] key(Secret secret) {
    String text = secret.reveal();
    return Base64.getDecoder()
        .decode(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text);
  }
}
