package dev.countersign.server.reconciliation;

import java.util.Optional;
import java.util.stream.Stream;

/** In what an account outside can be told of. */
public enum FileFormat {
  MT940("mt940"),
  CAMT_053("camt.053"),
  CSV("csv");

  private final String wireName;

  FileFormat(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }

  /** The format of a name; empty for none. */
  public static Optional<FileFormat> find(String name) {
    return Stream.of(values()).filter(format -> format.wireName.equals(name)).findFirst();
  }
}
