package dev.countersign.server.credentials;

import java.util.Locale;

/** Why a password is not accepted, or what it is warned of. */
public record Weakness(Kind kind, String message) {
  /** What is wrong. The wire name is stable; the penalty is taken off a score of 100. */
  public enum Kind {
    NOT_TEXT(100),
    TOO_SHORT(30),
    TOO_LONG(10),
    NO_UPPERCASE(15),
    NO_LOWERCASE(15),
    NO_DIGIT(15),
    NO_SPECIAL(15),
    SEQUENCE(20),
    REPEATED(15),
    COMMON(40),
    PREDICTABLE(20),
    PERSONAL(25),
    REUSED(30),
    BREACHED(50),
    LOW_ENTROPY(10),
    TOO_RECENT(0),
    SHORTER_THAN_RECOMMENDED(0),
    BREACH_UNCHECKED(0);

    private final int penalty;

    Kind(int penalty) {
      this.penalty = penalty;
    }

    int penalty() {
      return penalty;
    }
  }

  static Weakness of(Kind kind, String message) {
    return new Weakness(kind, message);
  }

  public String wireName() {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
