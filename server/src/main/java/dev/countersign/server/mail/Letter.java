package dev.countersign.server.mail;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message to one person, without its looks.
 *
 * @param kind what it is for, such as {@code password_changed}; stable, and never personal
 * @param to the address
 * @param subject one line
 * @param parts what it says, in this order
 * @param useful for how long it is worth delivering
 */
public record Letter(String kind, String to, String subject, List<Part> parts, Duration useful) {
  /** For how long a letter that only tells something is worth delivering. */
  public static final Duration NEWS = Duration.ofDays(7);

  /** How a part looks. */
  public enum Look {
    PARAGRAPH,
    /** An address to be followed; the text is what it leads to. */
    LINK,
    /** Characters to be typed somewhere else. */
    CODE
  }

  /** A piece of a letter. */
  public record Part(Look look, String text, @Nullable URI address) {
    public static Part paragraph(String text) {
      return new Part(Look.PARAGRAPH, text, null);
    }

    public static Part link(String text, URI address) {
      return new Part(Look.LINK, text, address);
    }

    public static Part code(String code) {
      return new Part(Look.CODE, code, null);
    }
  }

  public Letter {
    parts = List.copyOf(parts);
    // A line end would begin a header of its own.
    if ((to + subject).codePoints().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("address and subject of a letter are one line each");
    }
    if (!useful.isPositive()) {
      throw new IllegalArgumentException("a letter is useful for some time");
    }
  }

  // It holds an address, and often a secret.
  @Override
  public String toString() {
    return "Letter[" + kind + "]";
  }
}
