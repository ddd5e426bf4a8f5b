package dev.countersign.server.ratelimit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.UnaryOperator;

/** Stands in for the keyed hash that nodes share. */
final class Hashes {
  static final UnaryOperator<byte[]> SHA256 =
      bytes -> {
        try {
          return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
          throw new IllegalStateException(impossible);
        }
      };

  private Hashes() {}
}
