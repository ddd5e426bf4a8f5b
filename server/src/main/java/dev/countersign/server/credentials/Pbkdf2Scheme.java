package dev.countersign.server.credentials;

import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;

/** PBKDF2 with an HMAC (RFC 8018 §5.2). */
record Pbkdf2Scheme(Hmac hmac, int iterations, SaltedTag salted) implements HashScheme {
  Pbkdf2Scheme {
    if (iterations < 1) {
      throw new IllegalArgumentException("PBKDF2 takes 1 iteration or more");
    }
  }

  // Twice what Django 6 asks for.
  private static final int ITERATIONS_MAX = 2_500_000;
  private static final int TAG_BYTES_MAX = 64;

  /** Of which digest. */
  enum Hmac {
    SHA1,
    SHA256,
    SHA512;

    private Digest digest() {
      return switch (this) {
        case SHA1 -> new SHA1Digest();
        case SHA256 -> new SHA256Digest();
        case SHA512 -> new SHA512Digest();
      };
    }
  }

  @Override
  public boolean matches(Argon2 argon2, byte[] password) {
    PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(hmac.digest());
    generator.init(password, salted.salt(), iterations);
    KeyParameter computed =
        (KeyParameter) generator.generateDerivedMacParameters(salted.length() * Byte.SIZE);
    return salted.is(computed.getKey());
  }

  @Override
  public boolean isAffordable() {
    // Each block of the digest's length costs all iterations again.
    int blocks = Math.ceilDiv(salted.length(), hmac.digest().getDigestSize());
    return salted.length() <= TAG_BYTES_MAX && (long) iterations * blocks <= ITERATIONS_MAX;
  }
}
