package dev.countersign.server.clients;

import dev.countersign.server.platform.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** The hash of a client's secret, which is 256 random bits. */
final class ClientSecret {
  private static final int BYTES = 32;
  private static final String PREFIX = "cs_";

  private final byte[] hash;

  private ClientSecret(byte[] hash) {
    this.hash = hash;
  }

  static ClientSecret of(Secret secret) {
    return new ClientSecret(hash(secret));
  }

  static ClientSecret ofHash(byte[] hash) {
    return new ClientSecret(hash.clone());
  }

  /** The work of {@link #matches} for a client that does not exist. */
  static boolean matchesNone(Secret secret) {
    return new ClientSecret(new byte[BYTES]).matches(secret);
  }

  boolean matches(Secret secret) {
    return MessageDigest.isEqual(hash, hash(secret));
  }

  byte[] hash() {
    return hash.clone();
  }

  static Secret generate(RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Secret.of(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  private static byte[] hash(Secret secret) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(secret.reveal().getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
