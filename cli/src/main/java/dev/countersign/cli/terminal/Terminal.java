package dev.countersign.cli.terminal;

import java.io.Console;
import java.util.Optional;

/** The terminal a person sits at. */
public final class Terminal {
  private Terminal() {}

  /** The terminal that both input and output are connected to, if they are. */
  // JDK 25 went back to the console of java.base, which is null where there is no terminal.
  @SuppressWarnings("SystemConsoleNull")
  public static Optional<Console> find() {
    Console console = System.console();
    return console != null && console.isTerminal() ? Optional.of(console) : Optional.empty();
  }

  /** Whether a line can be drawn over. */
  public static boolean redraws() {
    return find().isPresent() && !"dumb".equals(System.getenv("TERM"));
  }
}
