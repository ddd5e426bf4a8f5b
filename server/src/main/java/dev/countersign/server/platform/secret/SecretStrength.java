package dev.countersign.server.platform.secret;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a secret that somebody chose for a machine could be guessed. It knows what installations
 * are shipped with, not languages: people's passwords have a policy of their own.
 */
public final class SecretStrength {
  /** The fewest characters of a secret. */
  public static final int CHARACTERS_MIN = 16;

  private static final int DIFFERENT_MIN = 8;

  private static final List<String> SHIPPED =
      List.of(
          "countersign",
          "postgresql",
          "postgres",
          "password",
          "passwort",
          "changeme",
          "change-me",
          "administrator",
          "example",
          "default",
          "letmein",
          "qwerty",
          "secret",
          "admin",
          "redis",
          "root",
          "test",
          "user",
          "12345678",
          "1234");

  private SecretStrength() {}

  /** What is weak about it, to follow the name of its setting; empty where nothing is. */
  public static Optional<String> weakness(Secret secret) {
    String text = secret.reveal();
    if (text.isEmpty()) {
      return Optional.of("is missing");
    }
    if (text.length() < CHARACTERS_MIN) {
      return Optional.of("has fewer than " + CHARACTERS_MIN + " characters");
    }
    if (text.chars().distinct().count() < DIFFERENT_MIN) {
      return Optional.of("repeats few characters");
    }
    String rest = text.toLowerCase(Locale.ROOT);
    for (String word : SHIPPED) {
      rest = rest.replace(word, "");
    }
    return rest.length() < DIFFERENT_MIN
        ? Optional.of("is made of words that installations are shipped with")
        : Optional.empty();
  }
}
