package dev.countersign.server.audit;

import dev.countersign.proof.CheckpointSigner;
import dev.countersign.proof.CheckpointVerifier;
import dev.countersign.proof.SignatureType;
import dev.countersign.proof.SigningKey;
import dev.countersign.proof.VerifierKey;
import dev.countersign.server.platform.config.StartRefusedException;
import dev.countersign.server.platform.crypto.MasterKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The keys that sign the log's checkpoints: made at first use, kept outside the database under the
 * master keys, with their public halves in a file for whoever checks the log. All nodes of an
 * installation share them.
 */
final class CheckpointKeys {
  private final String origin;
  private final CheckpointSigner signer;

  private CheckpointKeys(String origin, CheckpointSigner signer) {
    this.origin = origin;
    this.signer = signer;
  }

  /**
   * Reads the keys, or makes them where there are none.
   *
   * @param directory the service's own; keys go below {@code keys/}, their public halves to {@code
   *     checkpoints/verifier.txt}
   */
  static CheckpointKeys in(
      Path directory, String origin, MasterKeys masterKeys, SecureRandom random) {
    try {
      requireSameOrigin(directory, origin);
      List<SigningKey> keys = new ArrayList<>();
      for (SignatureType type : SignatureType.values()) {
        keys.add(readOrMake(directory, type, origin, masterKeys, random));
      }
      CheckpointKeys made = new CheckpointKeys(origin, new CheckpointSigner(origin, keys));
      made.publish(verifierFile(directory));
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The keys of the audit log's checkpoints cannot be read or written", e);
    }
  }

  /** The keys of a log that was begun, without making any. */
  static CheckpointKeys existing(Path directory, MasterKeys masterKeys) {
    try {
      String origin =
          publishedOrigin(directory)
              .orElseThrow(() ->
                  new StartRefusedException(
                      "There are no keys of an audit log in "
                          + directory
                          + ". Name the directory of a service that has run."));
      List<SigningKey> keys = new ArrayList<>();
      for (SignatureType type : SignatureType.values()) {
        keys.add(read(fileOf(directory, type), type, origin, masterKeys));
      }
      return new CheckpointKeys(origin, new CheckpointSigner(origin, keys));
    } catch (IOException e) {
      throw new StartRefusedException(
          "The keys of the audit log's checkpoints in " + directory + " cannot be read.", e);
    }
  }

  private static Optional<String> publishedOrigin(Path directory) throws IOException {
    Path file = verifierFile(directory);
    return Files.notExists(file)
        ? Optional.empty()
        : Files.readAllLines(file).stream()
            .findFirst()
            .map(VerifierKey::parse)
            .map(VerifierKey::name);
  }

  // Checkpoints of another origin would say that this is another log.
  private static void requireSameOrigin(Path directory, String origin) throws IOException {
    Optional<String> published = publishedOrigin(directory);
    if (published.isPresent() && !published.get().equals(origin)) {
      throw new StartRefusedException(
          "COUNTERSIGN_AUDIT_ORIGIN is "
              + origin
              + ", but this audit log was begun as "
              + published.get()
              + ". A log keeps its origin: set it back.");
    }
  }

  private static Path verifierFile(Path directory) {
    return directory.resolve("checkpoints").resolve("verifier.txt");
  }

  static Path fileOf(Path directory, SignatureType type) {
    return directory.resolve("keys").resolve(nameOf(type) + ".key");
  }

  /** What the key in a file is sealed for. */
  static String contextOf(Path directory, SignatureType type) throws IOException {
    return nameOf(type) + ":" + publishedOrigin(directory).orElseThrow();
  }

  private static String nameOf(SignatureType type) {
    return "checkpoint-" + type.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static SigningKey read(
      Path file, SignatureType type, String origin, MasterKeys masterKeys) throws IOException {
    return decode(type, masterKeys.open(Files.readAllBytes(file), nameOf(type) + ":" + origin));
  }

  private static SigningKey readOrMake(
      Path directory, SignatureType type, String origin, MasterKeys masterKeys, SecureRandom random)
      throws IOException {
    Path file = fileOf(directory, type);
    if (Files.exists(file)) {
      return read(file, type, origin, masterKeys);
    }
    SigningKey key = SigningKey.generate(type, random);
    DurableFiles.createDirectories(directory.resolve("keys"));
    DurableFiles.replace(file, masterKeys.seal(encode(key), nameOf(type) + ":" + origin));
    return key;
  }

  // The private key's length in four bytes, the private key, and the public one.
  private static byte[] encode(SigningKey key) {
    byte[] secret = key.privatePkcs8();
    byte[] open = key.publicSpki();
    return ByteBuffer.allocate(Integer.BYTES + secret.length + open.length)
        .putInt(secret.length)
        .put(secret)
        .put(open)
        .array();
  }

  private static SigningKey decode(SignatureType type, byte[] stored) {
    ByteBuffer buffer = ByteBuffer.wrap(stored);
    byte[] secret = new byte[buffer.getInt()];
    buffer.get(secret);
    byte[] open = new byte[buffer.remaining()];
    buffer.get(open);
    SigningKey key = SigningKey.of(type, secret, open);
    Arrays.fill(secret, (byte) 0);
    Arrays.fill(stored, (byte) 0);
    return key;
  }

  private void publish(Path file) throws IOException {
    byte[] lines =
        signer.verifierKeys().stream()
            .map(key -> key + "\n")
            .collect(Collectors.joining())
            .getBytes(StandardCharsets.UTF_8);
    if (Files.notExists(file) || !Arrays.equals(Files.readAllBytes(file), lines)) {
      DurableFiles.createDirectories(file.resolveSibling(""));
      DurableFiles.replace(file, lines);
    }
  }

  String origin() {
    return origin;
  }

  CheckpointSigner signer() {
    return signer;
  }

  /** Requires the signatures of all of these keys. */
  CheckpointVerifier verifier() {
    List<VerifierKey> keys = signer.verifierKeys();
    return new CheckpointVerifier(origin, keys);
  }
}
