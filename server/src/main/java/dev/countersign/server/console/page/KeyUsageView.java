package dev.countersign.server.console.page;

import java.util.List;

/**
 * What a key was used for.
 *
 * @param root the address of the list that it is on
 * @param own whether that is the list of whoever looks
 * @param bars one for each day, for a picture 600 wide and 120 high
 * @param summary the picture in a sentence
 */
public record KeyUsageView(
    String root,
    boolean own,
    String name,
    String prefix,
    List<Bar> bars,
    String summary,
    List<Line> lines) {
  public KeyUsageView {
    bars = List.copyOf(bars);
    lines = List.copyOf(lines);
  }

  /** The requests of one day. */
  public record Bar(int x, int y, int width, int height, String label) {}

  /** A figure with its name, under a heading. */
  public record Line(String of, String name, String figure) {}
}
