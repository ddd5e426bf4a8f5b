package dev.countersign.server.console.chart;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Turns times and balances into coordinates, to a tenth of a unit. */
record Pen(Drawing.Frame frame, Scale time, Scale balance) {
  /** Room that a label needs between its point and the upper or lower edge. */
  private static final int LABEL_ABOVE = 8;

  private static final int LABEL_BELOW = 16;

  String x(Instant at) {
    return tenths(xTenths(at));
  }

  String y(long minor) {
    return tenths(yTenths(minor));
  }

  /** The staircase: along to the time of each point, then up or down to its balance. */
  String line(List<BalancePoint> points) {
    StringBuilder path = new StringBuilder();
    for (BalancePoint point : points) {
      path.append(path.isEmpty() ? "M" + x(point.at()) + " " : "H" + x(point.at()) + "V");
      path.append(y(point.balanceMinor()));
    }
    return path.append('H').append(frame.right()).toString();
  }

  String area(List<BalancePoint> points) {
    return line(points) + "V" + y(0) + "H" + x(points.getFirst().at()) + "Z";
  }

  /** A point with its label, turned inwards near the sides. */
  Drawing.Mark mark(BalancePoint point, boolean above, String label) {
    long x = xTenths(point.at()) / 10;
    long room = frame.width() / 5;
    String anchor = x < frame.left() + room ? "start" : x > frame.right() - room ? "end" : "middle";
    long y = yTenths(point.balanceMinor()) / 10;
    boolean fitsBelow = y + LABEL_BELOW < frame.bottom();
    long labelY = above || !fitsBelow ? y - LABEL_ABOVE : y + LABEL_BELOW;
    return new Drawing.Mark(
        x(point.at()), y(point.balanceMinor()), Long.toString(labelY), anchor, label);
  }

  /** The overdraft limit with its name below it, or above where it is the lowest line. */
  Drawing.Limit limit(long minor) {
    long y = yTenths(minor) / 10;
    boolean fitsBelow = y + LABEL_BELOW < frame.bottom();
    return new Drawing.Limit(
        y(minor), Long.toString(fitsBelow ? y + LABEL_BELOW : y - LABEL_ABOVE));
  }

  String trace(List<BalancePoint> points, Function<BalancePoint, String> label) {
    return points.stream()
        .map(point -> x(point.at()) + " " + y(point.balanceMinor()) + " " + label.apply(point))
        .collect(Collectors.joining("\n"));
  }

  private long xTenths(Instant at) {
    return frame.left() * 10L + time.place(at.toEpochMilli(), frame.width() * 10L);
  }

  private long yTenths(long minor) {
    return frame.bottom() * 10L - balance.place(minor, frame.height() * 10L);
  }

  private static String tenths(long value) {
    return value % 10 == 0 ? Long.toString(value / 10) : value / 10 + "." + value % 10;
  }
}
