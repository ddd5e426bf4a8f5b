package dev.countersign.server.tokens;

import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** {@code countersign keys list}. */
@Command(name = "list", description = "Shows the keys that sign tokens, and where in their life.")
public final class KeysList extends KeyCommand {
  /** Made by the service loader. */
  public KeysList() {}

  @Override
  int run(KeyRing ring, PrintWriter out) {
    print(ring.all(), out);
    return DONE;
  }
}
