package dev.countersign.server.credentials;

import de.mkammerer.argon2.Argon2Advanced;
import de.mkammerer.argon2.Argon2Factory;
import de.mkammerer.argon2.Argon2Factory.Argon2Types;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Argon2id by the reference library in C, two to three times as fast as in Java. */
final class NativeArgon2 implements Argon2 {
  private final Argon2Advanced library;

  private NativeArgon2(Argon2Advanced library) {
    this.library = library;
  }

  /** Empty where the library cannot be loaded: an unknown platform, a folder mounted noexec. */
  static Optional<Argon2> load() {
    try {
      Argon2 argon2 = new NativeArgon2(Argon2Factory.createAdvanced(Argon2Types.ARGON2id));
      byte[] probe = "probe-probe-probe".getBytes(StandardCharsets.US_ASCII);
      argon2.hash(new Argon2Cost(8, 1, 1), probe, probe);
      return Optional.of(argon2);
    } catch (LinkageError unavailable) {
      return Optional.empty();
    }
  }

  @Override
  public byte[] hash(Argon2Cost cost, byte[] salt, byte[] password) {
    return library.rawHash(cost.iterations(), cost.memoryKib(), cost.parallelism(), password, salt);
  }
}
