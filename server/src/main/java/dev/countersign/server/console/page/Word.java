package dev.countersign.server.console.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page that says what became of something.
 *
 * @param next where to go on, where there is such a place
 */
public record Word(String heading, List<String> sentences, @Nullable Next next) {
  /** A way on. */
  public record Next(String text, String address) {}

  public Word {
    sentences = List.copyOf(sentences);
  }
}
