package dev.countersign.cli.imports;

import dev.countersign.api.UserImport;

/**
 * What a line of a file holds.
 *
 * @param line where it begins, from 1
 */
public record ImportLine(int line, Content content) {
  /** Somebody, or what is wrong. */
  public sealed interface Content {
    record Person(UserImport user) implements Content {}

    /** It cannot be read; nothing of it is sent. */
    record Faulty(String message) implements Content {}
  }

  static ImportLine of(int line, UserImport user) {
    return new ImportLine(line, new Content.Person(user));
  }

  static ImportLine faulty(int line, String message) {
    return new ImportLine(line, new Content.Faulty(message));
  }
}
