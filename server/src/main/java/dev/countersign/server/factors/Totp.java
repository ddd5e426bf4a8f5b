package dev.countersign.server.factors;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;

/** Codes of authenticator apps (RFC 6238). */
final class Totp {
  /** How many steps a clock may be ahead or behind (RFC 6238 §6). */
  private static final int STEPS_APART = 1;

  private Totp() {}

  /** The code of a moment. */
  static String code(byte[] secret, TotpParameters parameters, Instant moment) {
    TimeBasedOneTimePasswordGenerator generator =
        new TimeBasedOneTimePasswordGenerator(
            Duration.ofSeconds(parameters.periodSeconds()),
            parameters.digits(),
            parameters.algorithm().mac());
    try {
      return generator.generateOneTimePasswordString(
          new SecretKeySpec(secret, parameters.algorithm().mac()), moment, Locale.ROOT);
    } catch (InvalidKeyException anyBytesAreAKey) {
      throw new IllegalStateException(anyBytesAreAKey);
    }
  }

  /**
   * The time step whose code this is, among those near to now; empty where it is of none. It looks
   * at all of them, so that the time it takes does not tell which.
   */
  static OptionalLong step(byte[] secret, TotpParameters parameters, String code, Instant now) {
    byte[] given = code.getBytes(StandardCharsets.UTF_8);
    long current = Math.floorDiv(now.getEpochSecond(), parameters.periodSeconds());
    OptionalLong found = OptionalLong.empty();
    for (long step = current - STEPS_APART; step <= current + STEPS_APART; step++) {
      Instant moment = Instant.ofEpochSecond(step * parameters.periodSeconds());
      byte[] expected = code(secret, parameters, moment).getBytes(StandardCharsets.UTF_8);
      if (MessageDigest.isEqual(expected, given)) {
        found = OptionalLong.of(step);
      }
    }
    return found;
  }
}
