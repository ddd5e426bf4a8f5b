package dev.countersign.postgres;

import java.io.IOException;
import java.util.Locale;

/// The credentials of one server, by its port and its password files.
final class Access {
  private final int port;
  private final PasswordFiles passwords;

  Access(int port, PasswordFiles passwords) {
    this.port = port;
    this.passwords = passwords;
  }

  /// The driver MUST NOT answer a request for the plain password: while the database is down
  /// another local program may listen on its port.
  String url(String database) {
    return String.format(
        Locale.ROOT, "jdbc:postgresql://127.0.0.1:%d/%s?requireAuth=scram-sha-256", port, database);
  }

  Credentials of(String role, String database) {
    try {
      return new Credentials(url(database), role, passwords.get(role));
    } catch (IOException e) {
      throw new EmbeddedPostgresException("The password of " + role + " cannot be read", e);
    }
  }
}
