package dev.countersign.server.console.chart;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A balance chart for one width, ready to be written down. Coordinates are in the drawing's own
 * units, from the upper left.
 *
 * @param line the staircase, as an SVG path
 * @param area what lies between the staircase and zero
 * @param limit the overdraft limit, where there is one to show
 * @param marks the highest and the lowest point
 * @param trace a list of {@code x y label}, one for each bend, for a reader that follows the line
 */
public record Drawing(
    int width,
    int height,
    Frame frame,
    String line,
    String area,
    List<Tick> amounts,
    List<Tick> times,
    String zero,
    @Nullable Limit limit,
    List<Mark> marks,
    String trace) {

  /** The rectangle that the curve fills. */
  public record Frame(int left, int top, int right, int bottom) {
    int width() {
      return right - left;
    }

    int height() {
      return bottom - top;
    }
  }

  /** The line of the overdraft limit, and where its name is out of the way of zero. */
  public record Limit(String y, String labelY) {}

  /** A line of the grid: where, and its name. */
  public record Tick(String at, String label) {}

  /**
   * A named point of the curve.
   *
   * @param anchor the SVG {@code text-anchor} that keeps the label inside
   */
  public record Mark(String x, String y, String labelY, String anchor, String label) {}
}
