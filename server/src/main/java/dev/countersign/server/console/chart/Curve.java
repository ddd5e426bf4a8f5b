package dev.countersign.server.console.chart;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A balance over time, as a staircase: it stays where it is until the next point. Points rise in
 * time, one for each moment.
 */
public record Curve(List<BalancePoint> points) {
  public Curve {
    points = List.copyOf(points);
  }

  /**
   * The staircase of points in order of time. Of several at one moment the last stands, since a
   * balance in between lasted no time.
   */
  public static Curve of(List<BalancePoint> inOrder) {
    List<BalancePoint> kept = new ArrayList<>();
    for (BalancePoint point : inOrder) {
      if (!kept.isEmpty() && kept.getLast().at().equals(point.at())) {
        kept.removeLast();
      }
      kept.add(point);
    }
    return new Curve(kept);
  }

  public boolean isEmpty() {
    return points.isEmpty();
  }

  public Instant from() {
    return points.getFirst().at();
  }

  public Instant to() {
    return points.getLast().at();
  }

  /** The first of the highest points. */
  public BalancePoint highest() {
    BalancePoint highest = points.getFirst();
    for (BalancePoint point : points) {
      highest = point.balanceMinor() > highest.balanceMinor() ? point : highest;
    }
    return highest;
  }

  /** The first of the lowest points. */
  public BalancePoint lowest() {
    BalancePoint lowest = points.getFirst();
    for (BalancePoint point : points) {
      lowest = point.balanceMinor() < lowest.balanceMinor() ? point : lowest;
    }
    return lowest;
  }
}
