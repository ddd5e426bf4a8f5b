package dev.countersign.server.platform.crypto;

/**
 * The keys that live outside the database. What is sealed with them is bound to a context, and
 * opens under no other. Thread-safe.
 */
public interface MasterKeys {
  /**
   * Encrypts and authenticates (AES-256-GCM), bound to a context such as {@code signing-key:kid}.
   */
  byte[] seal(byte[] plain, String context);

  /**
   * Opens what {@link #seal} made; throws {@link IllegalStateException} if it was changed or moved.
   */
  byte[] open(byte[] sealed, String context);

  /** A keyed hash (HMAC-SHA-256, 32 bytes) under a key of this purpose's own. */
  byte[] mac(String purpose, byte[] data);
}
