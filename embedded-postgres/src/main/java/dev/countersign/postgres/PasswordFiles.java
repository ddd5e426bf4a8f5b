package dev.countersign.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/// The passwords of the database's roles, one 0600 file each, outside the data.
final class PasswordFiles {
  private static final int PASSWORD_BYTES = 32;

  private final Path folder;
  private final SecureRandom random;

  PasswordFiles(Path folder, SecureRandom random) {
    this.folder = folder;
    this.random = random;
  }

  /// The stored password of the role, if there is one.
  Optional<String> find(String role) throws IOException {
    Path file = file(role);
    return Files.exists(file)
        ? Optional.of(Files.readString(file, StandardCharsets.US_ASCII).strip())
        : Optional.empty();
  }

  String get(String role) throws IOException {
    return find(role)
        .orElseThrow(() ->
            new EmbeddedPostgresException(
                "The password file " + file(role) + " is missing. Restore it from the backup."));
  }

  String generate() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  void store(String role, String password) throws IOException {
    PrivateFiles.write(file(role), (password + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  private Path file(String role) {
    return folder.resolve(role + ".password");
  }
}
