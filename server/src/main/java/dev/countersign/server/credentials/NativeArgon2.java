package dev.countersign.server.credentials;

import com.goterl.lazysodium.interfaces.PwHash;
import com.goterl.lazysodium.utils.LibraryLoader;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import java.io.IOException;
import java.util.Optional;

/**
 * Argon2id by libsodium, which uses the widest vector instructions the processor has. It knows one
 * lane and salts of 16 bytes, which is what is made here; hashes made elsewhere with others are
 * computed in Java.
 */
final class NativeArgon2 implements Argon2 {
  private static final int SALT_BYTES = 16;
  private static final int MEMORY_KIB_MIN = 8;

  private final Argon2 others;

  private NativeArgon2(Argon2 others) {
    this.others = others;
  }

  /**
   * Empty where the library cannot be loaded: an unknown platform, a folder mounted noexec.
   *
   * @param others computes what the library does not
   */
  static Optional<Argon2> load(Argon2 others) {
    try {
      String resource = "/" + LibraryLoader.getSodiumPathInResources();
      String file =
          Native.extractFromResourcePath(resource, LibraryLoader.class.getClassLoader()).getPath();
      Native.register(Sodium.class, NativeLibrary.getInstance(file));
      // Picks the instructions to use. Negative where that failed.
      return Sodium.sodium_init() < 0 ? Optional.empty() : Optional.of(new NativeArgon2(others));
    } catch (IOException | LinkageError unavailable) {
      return Optional.empty();
    }
  }

  @Override
  public byte[] hash(Argon2Cost cost, byte[] salt, byte[] password) {
    if (cost.parallelism() != 1 || salt.length != SALT_BYTES || cost.memoryKib() < MEMORY_KIB_MIN) {
      return others.hash(cost, salt, password);
    }
    byte[] tag = new byte[TAG_BYTES];
    int refused =
        Sodium.crypto_pwhash(
            tag,
            tag.length,
            password,
            password.length,
            salt,
            cost.iterations(),
            new NativeLong(cost.memoryKib() * 1024L),
            PwHash.Alg.PWHASH_ALG_ARGON2ID13.getValue());
    if (refused != 0) {
      throw new IllegalStateException("libsodium had no memory for a hash of " + cost);
    }
    return tag;
  }

  /** The two functions needed of the library, by their names in it. */
  private static final class Sodium {
    private Sodium() {}

    static native int sodium_init();

    static native int crypto_pwhash(
        byte[] tag,
        long tagLength,
        byte[] password,
        long passwordLength,
        byte[] salt,
        long passes,
        NativeLong memory,
        int algorithm);
  }
}
