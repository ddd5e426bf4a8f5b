package dev.countersign.server.signin;

import dev.countersign.server.platform.secret.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The one-time link that sets the service up. Its token lies in a file that only the service's own
 * user can read; the service itself remembers a hash. Each start makes a new one.
 */
final class SetupLink {
  private static final int TOKEN_BYTES = 32;

  private final Path file;
  private final SecureRandom random;
  private volatile byte @Nullable [] tokenHash;

  SetupLink(Path directory, SecureRandom random) {
    this.file = directory.resolve("setup-link.txt");
    this.random = random;
  }

  /** Makes a new link below an address such as {@code http://localhost:8080}. */
  Secret open(String address) {
    byte[] token = new byte[TOKEN_BYTES];
    random.nextBytes(token);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    String link = address + "/console/setup?token=" + text;
    try {
      Files.createDirectories(file.getParent());
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, link + "\n");
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
    tokenHash = hash(text);
    return Secret.of(link);
  }

  Path file() {
    return file;
  }

  boolean isOpen() {
    return tokenHash != null;
  }

  boolean opensWith(Secret token) {
    byte[] expected = tokenHash;
    return expected != null && MessageDigest.isEqual(expected, hash(token.reveal()));
  }

  /** Forgets the token and removes the file. */
  void close() {
    tokenHash = null;
    try {
      Files.deleteIfExists(file);
    } catch (IOException undeletable) {
      throw new UncheckedIOException(undeletable);
    }
  }

  private static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
