package dev.countersign.server.tokens;

import dev.countersign.server.platform.crypto.MasterKeys;
import dev.countersign.server.platform.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * Seals the pair a refresh token was exchanged for, bound to that token, so that it need not lie in
 * the store for all to read.
 */
final class SuccessorSeal {
  private static final String DEVICE = "refresh-device";

  private final MasterKeys keys;

  SuccessorSeal(MasterKeys keys) {
    this.keys = keys;
  }

  byte[] seal(UUID spent, IssuedTokens pair, Instant accessExpires) {
    byte[] plain =
        String.join(
                "\n",
                pair.access().reveal(),
                pair.refresh().reveal(),
                Long.toString(accessExpires.getEpochSecond()))
            .getBytes(StandardCharsets.US_ASCII);
    try {
      return keys.seal(plain, context(spent));
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  IssuedTokens open(UUID spent, byte[] sealed, Instant now) {
    List<String> lines =
        new String(keys.open(sealed, context(spent)), StandardCharsets.US_ASCII).lines().toList();
    Duration left = Duration.between(now, Instant.ofEpochSecond(Long.parseLong(lines.get(2))));
    return new IssuedTokens(
        Secret.of(lines.get(0)), Secret.of(lines.get(1)), left.isNegative() ? Duration.ZERO : left);
  }

  /** What is kept of a device: enough to know it again, and nothing to read. */
  byte[] mark(String device) {
    return keys.mac(DEVICE, device.getBytes(StandardCharsets.UTF_8));
  }

  private static String context(UUID spent) {
    return "refresh-successor:" + spent;
  }
}
