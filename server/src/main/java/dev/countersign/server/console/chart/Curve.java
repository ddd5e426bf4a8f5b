package dev.countersign.server.console.chart;

import java.time.Instant;
import java.util.List;

/**
 * A balance over time, as a staircase: it stays where it is until the next point. Points come in
 * order of time; several of one moment, such as a day of which only the date is known, come in the
 * order in which they changed the balance, and each counts as high or low.
 */
public record Curve(List<BalancePoint> points) {
  public Curve {
    points = List.copyOf(points);
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
