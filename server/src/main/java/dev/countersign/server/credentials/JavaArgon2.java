package dev.countersign.server.credentials;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2id in Java, for platforms without the native library. */
final class JavaArgon2 implements Argon2 {
  @Override
  public byte[] hash(Argon2Cost cost, byte[] salt, byte[] password) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(cost.memoryKib())
            .withIterations(cost.iterations())
            .withParallelism(cost.parallelism())
            .withSalt(salt)
            .build());
    byte[] tag = new byte[TAG_BYTES];
    generator.generateBytes(password, tag);
    return tag;
  }
}
