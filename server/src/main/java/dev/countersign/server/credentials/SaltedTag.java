package dev.countersign.server.credentials;

import java.security.MessageDigest;

/** What a hash function was given besides the password, and what came of it. */
final class SaltedTag {
  private final byte[] salt;
  private final byte[] tag;

  SaltedTag(byte[] salt, byte[] tag) {
    this.salt = salt.clone();
    this.tag = tag.clone();
  }

  byte[] salt() {
    return salt.clone();
  }

  int length() {
    return tag.length;
  }

  /** Whether the same came of another password, in constant time. */
  boolean is(byte[] computed) {
    return MessageDigest.isEqual(tag, computed);
  }
}
