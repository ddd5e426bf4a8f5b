package dev.countersign.server.credentials;

import org.bouncycastle.crypto.generators.SCrypt;

/** scrypt (RFC 7914): cost {@code n}, block size {@code r}, parallelisation {@code p}. */
record ScryptScheme(int n, int r, int p, SaltedTag salted) implements HashScheme {
  private static final int BLOCK_BYTES = 128;
  private static final long MEMORY_MAX = 64L * 1024 * 1024;
  private static final long PASSED_MAX = 4 * MEMORY_MAX;
  private static final int TAG_BYTES_MAX = 64;

  ScryptScheme {
    if (n < 2 || Integer.bitCount(n) != 1 || r < 1 || p < 1) {
      throw new IllegalArgumentException("scrypt's n is a power of two, r and p are 1 or more");
    }
  }

  @Override
  public boolean matches(Argon2 argon2, byte[] password) {
    return salted.is(SCrypt.generate(password, salted.salt(), n, r, p, salted.length()));
  }

  @Override
  public boolean isAffordable() {
    // No product overflows: each factor is below 2^31 and is looked at before the next.
    long block = (long) BLOCK_BYTES * r;
    return salted.length() <= TAG_BYTES_MAX
        && block <= MEMORY_MAX
        && block * n <= MEMORY_MAX
        && p <= PASSED_MAX / (block * n);
  }
}
