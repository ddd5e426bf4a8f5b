package dev.countersign.server.audit;

import dev.countersign.proof.CheckpointSigner;
import dev.countersign.proof.CheckpointVerifier;
import dev.countersign.proof.SignatureType;
import dev.countersign.proof.SigningKey;
import dev.countersign.proof.VerifierKey;
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
      List<SigningKey> keys = new ArrayList<>();
      for (SignatureType type : SignatureType.values()) {
        keys.add(readOrMake(directory.resolve("keys"), type, origin, masterKeys, random));
      }
      CheckpointKeys made = new CheckpointKeys(origin, new CheckpointSigner(origin, keys));
      made.publish(directory.resolve("checkpoints"));
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The keys of the audit log's checkpoints cannot be read or written", e);
    }
  }

  private static SigningKey readOrMake(
      Path directory, SignatureType type, String origin, MasterKeys masterKeys, SecureRandom random)
      throws IOException {
    String name = "checkpoint-" + type.name().toLowerCase(Locale.ROOT).replace('_', '-');
    Path file = directory.resolve(name + ".key");
    String context = name + ":" + origin;
    if (Files.exists(file)) {
      return decode(type, masterKeys.open(Files.readAllBytes(file), context));
    }
    SigningKey key = SigningKey.generate(type, random);
    DurableFiles.createDirectories(directory);
    DurableFiles.replace(file, masterKeys.seal(encode(key), context));
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

  private void publish(Path directory) throws IOException {
    byte[] lines =
        signer.verifierKeys().stream()
            .map(key -> key + "\n")
            .collect(Collectors.joining())
            .getBytes(StandardCharsets.UTF_8);
    Path file = directory.resolve("verifier.txt");
    if (Files.notExists(file) || !Arrays.equals(Files.readAllBytes(file), lines)) {
      DurableFiles.createDirectories(directory);
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
