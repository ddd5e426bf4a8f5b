package dev.countersign.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a list goes on, for every command that shows one page by page. */
final class PageOption {
  static final int AT_ONCE = 50;

  @Option(
      names = "--cursor",
      paramLabel = "CURSOR",
      description = "Where the last page said that the next one begins.")
  private @Nullable String cursor;

  @Nullable String cursor() {
    return cursor;
  }

  /** Says how to see the next page, where there is one. */
  static void tellNext(PrintWriter out, @Nullable String nextCursor) {
    if (nextCursor != null) {
      out.println("More with --cursor " + nextCursor);
    }
  }
}
