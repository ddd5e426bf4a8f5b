package dev.countersign.server.ratelimit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * 128 bits of a hash of an identity under a secret, so that an identity of any length costs the
 * same, and nobody can choose one that shares its place with a certain other.
 */
record CallerKey(long high, long low) {
  static CallerKey of(byte[] secret, String identity) {
    MessageDigest sha256 = sha256();
    sha256.update(secret);
    ByteBuffer hash = ByteBuffer.wrap(sha256.digest(identity.getBytes(StandardCharsets.UTF_8)));
    return new CallerKey(hash.getLong(), hash.getLong());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
