package dev.countersign.server.credentials;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2 (RFC 9106).
 *
 * @param type one of {@link Argon2Parameters}' types: d, i or id
 * @param version 0x10 or 0x13
 */
record Argon2Scheme(int type, int version, Argon2Cost cost, SaltedTag salted)
    implements HashScheme {
  private static final int MEMORY_KIB_MAX = 256 * 1024;
  private static final int PASSED_KIB_MAX = 1024 * 1024;

  @Override
  public boolean matches(Argon2 argon2, byte[] password) {
    return salted.is(isNative() ? argon2.hash(cost, salted.salt(), password) : foreign(password));
  }

  /** What this service makes itself: id, of today's version, with its own length. */
  boolean isNative() {
    return type == Argon2Parameters.ARGON2_id
        && version == Argon2Parameters.ARGON2_VERSION_13
        && salted.length() == Argon2.TAG_BYTES;
  }

  @Override
  public boolean isAffordable() {
    return cost.memoryKib() <= MEMORY_KIB_MAX
        && (long) cost.memoryKib() * cost.iterations() <= PASSED_KIB_MAX;
  }

  private byte[] foreign(byte[] password) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(type)
            .withVersion(version)
            .withMemoryAsKB(cost.memoryKib())
            .withIterations(cost.iterations())
            .withParallelism(cost.parallelism())
            .withSalt(salted.salt())
            .build());
    byte[] computed = new byte[salted.length()];
    generator.generateBytes(password, computed);
    return computed;
  }
}
