package dev.countersign.server.countersigning;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Who may sign for a payment. */
public enum Signers {
  /** The payer, by a fresh second factor. */
  FACTOR,
  /** Somebody else: four eyes. */
  PERSON,
  EITHER;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Signers> find(String wireName) {
    return Arrays.stream(values()).filter(it -> it.wireName().equals(wireName)).findFirst();
  }
}
