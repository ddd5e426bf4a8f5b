package dev.countersign.server.credentials;

/** One way of hashing passwords, with a salt and a cost, and what it came to for one password. */
sealed interface HashScheme permits Argon2Scheme, BcryptScheme, Pbkdf2Scheme, ScryptScheme {
  /** Whether a password, in UTF-8, has this hash. Compares in constant time. */
  boolean matches(Argon2 argon2, byte[] password);

  /** Whether checking it takes no more than a sign-in may take of a shared machine. */
  boolean isAffordable();

  /** How much of a password the hash covers, in bytes. */
  default int bytesMax() {
    return Integer.MAX_VALUE;
  }
}
