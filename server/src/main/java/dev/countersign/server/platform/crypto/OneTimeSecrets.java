package dev.countersign.server.platform.crypto;

import dev.countersign.server.platform.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import org.springframework.stereotype.Component;

/**
 * Secrets that are sent to somebody and work once. The store keeps a keyed hash of them, so that
 * whoever reads it can neither use a link nor try out the million codes there are.
 */
@Component
public final class OneTimeSecrets {
  private static final int TOKEN_BYTES = 32;
  private static final int CODES = 1_000_000;

  private final MasterKeys master;
  private final SecureRandom random;

  public OneTimeSecrets(MasterKeys master, SecureRandom random) {
    this.master = master;
    this.random = random;
  }

  /** A token for a link: 256 bits. */
  public Secret token() {
    byte[] token = new byte[TOKEN_BYTES];
    random.nextBytes(token);
    return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(token));
  }

  /** A code to be typed: six digits. */
  public Secret code() {
    return Secret.of(String.format(Locale.ROOT, "%06d", random.nextInt(CODES)));
  }

  /**
   * What the store keeps.
   *
   * @param purpose what the secret is for; it is good for nothing else
   */
  public byte[] hash(String purpose, Secret secret) {
    return master.mac("one-time:" + purpose, secret.reveal().getBytes(StandardCharsets.UTF_8));
  }
}
