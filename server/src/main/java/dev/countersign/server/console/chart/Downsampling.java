package dev.countersign.server.console.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Thins a curve to what a screen can show. Of each slice of time it keeps the first point, the
 * lowest, the highest and the last, so that the drawn line covers the same pixels and no extreme is
 * lost.
 */
final class Downsampling {
  private Downsampling() {}

  static List<BalancePoint> of(Curve curve, Scale time, int slices) {
    List<BalancePoint> points = curve.points();
    if (points.size() <= slices) {
      return points;
    }
    List<BalancePoint> kept = new ArrayList<>();
    int start = 0;
    while (start < points.size()) {
      int slice = slice(points.get(start), time, slices);
      int end = start + 1;
      while (end < points.size() && slice(points.get(end), time, slices) == slice) {
        end++;
      }
      keep(points, start, end, kept);
      start = end;
    }
    return kept;
  }

  private static int slice(BalancePoint point, Scale time, int slices) {
    return (int) time.place(point.at().toEpochMilli(), slices);
  }

  private static void keep(List<BalancePoint> points, int start, int end, List<BalancePoint> kept) {
    int lowest = start;
    int highest = start;
    for (int at = start; at < end; at++) {
      long balance = points.get(at).balanceMinor();
      lowest = balance < points.get(lowest).balanceMinor() ? at : lowest;
      highest = balance > points.get(highest).balanceMinor() ? at : highest;
    }
    for (int at : new TreeSet<>(List.of(start, lowest, highest, end - 1))) {
      kept.add(points.get(at));
    }
  }
}
