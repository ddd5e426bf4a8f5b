package dev.countersign.cli.terminal;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * How far a long step is, with its rate and the time left: a bar that is redrawn where there is a
 * terminal, a line every few seconds where there is none.
 */
public final class Progress {
  private static final int WIDTH = 30;
  private static final Duration PLAIN_EVERY = Duration.ofSeconds(5);
  private static final Duration REDRAW_EVERY = Duration.ofMillis(50);

  private final PrintWriter out;
  private final boolean terminal;
  private final LongSupplier nanoTime;
  private final String what;
  private final int total;
  private final long startedAt;
  private long shownAt;
  private int done;

  /**
   * @param terminal whether lines can be redrawn
   * @param nanoTime a clock that only goes forward
   */
  public Progress(
      PrintWriter out, boolean terminal, LongSupplier nanoTime, String what, int total) {
    this.out = out;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    this.what = what;
    this.total = total;
    this.startedAt = nanoTime.getAsLong();
    this.shownAt = startedAt;
    if (terminal) {
      redraw();
    }
  }

  /** So many more are done. */
  public void advance(int by) {
    done += by;
    Duration sinceShown = Duration.ofNanos(nanoTime.getAsLong() - shownAt);
    boolean finished = done >= total;
    if (finished || sinceShown.compareTo(terminal ? REDRAW_EVERY : PLAIN_EVERY) >= 0) {
      shownAt = nanoTime.getAsLong();
      if (terminal) {
        redraw();
        if (finished) {
          out.println();
        }
      } else {
        out.println("  " + what + " " + figures());
      }
      out.flush();
    }
  }

  private void redraw() {
    int full = total == 0 ? WIDTH : (int) ((long) WIDTH * done / total);
    out.print(
        "\r\033[K  %s [%s%s] %s"
            .formatted(what, "#".repeat(full), ".".repeat(WIDTH - full), figures()));
    out.flush();
  }

  private String figures() {
    double seconds = Math.max(0.001, (nanoTime.getAsLong() - startedAt) / 1e9);
    double rate = done / seconds;
    String left =
        done >= total
            ? "in %.1f s".formatted(seconds)
            : rate == 0 ? "" : "%.0f s left".formatted(Math.ceil((total - done) / rate));
    return String.format(Locale.ROOT, "%,d of %,d, %,.0f/s, %s", done, total, rate, left);
  }
}
