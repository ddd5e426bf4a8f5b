package dev.countersign.server.credentials;

/** Computes Argon2id, version 0x13 (RFC 9106), with a 32-byte tag. Thread-safe. */
interface Argon2 {
  /** The length of every tag. */
  int TAG_BYTES = 32;

  byte[] hash(Argon2Cost cost, byte[] salt, byte[] password);
}
