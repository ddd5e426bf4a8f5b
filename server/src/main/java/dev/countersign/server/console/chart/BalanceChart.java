package dev.countersign.server.console.chart;

import dev.countersign.server.platform.money.Asset;
import dev.countersign.server.platform.money.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Draws the running balance of one account. The same chart is drawn for a wide and for a narrow
 * screen, so that its text is readable on both; the page shows one of them.
 *
 * <p>Zero is always in view, for a balance curve cut off above it lies. The overdraft limit is in
 * view once the balance has come near it.
 */
public final class BalanceChart {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE;
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
  private static final Duration LEAST_RANGE = Duration.ofMinutes(1);

  private final Curve curve;
  private final Asset asset;
  private final long limitMinor;

  private BalanceChart(Curve curve, Asset asset, long overdraftLimitMinor) {
    this.curve = curve;
    this.asset = asset;
    this.limitMinor = -overdraftLimitMinor;
  }

  /** The chart of a curve with at least one point. */
  public static BalanceChart of(Curve curve, Asset asset, long overdraftLimitMinor) {
    if (curve.isEmpty()) {
      throw new IllegalArgumentException("there is nothing to draw");
    }
    return new BalanceChart(curve, asset, overdraftLimitMinor);
  }

  /** The chart for a screen of a desk. */
  public Drawing wide() {
    return draw(1080, 320, new Drawing.Frame(92, 28, 1062, 278), 6, 8);
  }

  /** The chart for a telephone. */
  public Drawing narrow() {
    return draw(380, 280, new Drawing.Frame(66, 28, 370, 244), 4, 3);
  }

  /** The curve in a sentence, for those who do not see it. */
  public String description() {
    BalancePoint highest = curve.highest();
    BalancePoint lowest = curve.lowest();
    return "From %s to %s the balance was between %s on %s and %s on %s; it ended at %s."
        .formatted(
            day(curve.from()),
            day(curve.to()),
            money(lowest.balanceMinor()),
            day(lowest.at()),
            money(highest.balanceMinor()),
            day(highest.at()),
            money(curve.points().getLast().balanceMinor()));
  }

  private Drawing draw(int width, int height, Drawing.Frame frame, int amounts, int times) {
    AmountTicks ticks = AmountTicks.enclosing(lowestShown(), highestShown(), amounts);
    List<Long> values = ticks.values();
    Pen pen =
        new Pen(
            frame,
            timeScale(),
            new Scale(
                Math.min(values.getFirst(), lowestShown()),
                Math.max(values.getLast(), highestShown())));
    List<BalancePoint> shown = Downsampling.of(curve, pen.time(), frame.width());
    boolean midnights = shown.stream().allMatch(point -> isMidnight(point.at()));
    return new Drawing(
        width,
        height,
        frame,
        pen.line(shown),
        pen.area(shown),
        values.stream().map(value -> new Drawing.Tick(pen.y(value), label(value))).toList(),
        TimeTicks.within(curve.from(), end(), times).stream()
            .map(tick -> new Drawing.Tick(pen.x(tick.at()), tick.label()))
            .toList(),
        pen.y(0),
        limitIsShown() ? pen.limit(limitMinor) : null,
        marks(pen),
        pen.trace(
            shown,
            point ->
                (midnights ? DAY : MOMENT).format(point.at().atOffset(ZoneOffset.UTC))
                    + "  "
                    + money(point.balanceMinor())));
  }

  private List<Drawing.Mark> marks(Pen pen) {
    BalancePoint highest = curve.highest();
    BalancePoint lowest = curve.lowest();
    Drawing.Mark top = pen.mark(highest, true, grouped(highest.balanceMinor()));
    return highest.equals(lowest)
        ? List.of(top)
        : List.of(top, pen.mark(lowest, false, grouped(lowest.balanceMinor())));
  }

  private Scale timeScale() {
    return new Scale(curve.from().toEpochMilli(), end().toEpochMilli());
  }

  /** A moment has no width, so a chart of one moment shows the minute after it. */
  private Instant end() {
    Instant least = curve.from().plus(LEAST_RANGE);
    return curve.to().isBefore(least) ? least : curve.to();
  }

  private boolean limitIsShown() {
    return limitMinor < 0 && curve.lowest().balanceMinor() <= limitMinor / 4;
  }

  private long lowestShown() {
    long lowest = Math.min(0, curve.lowest().balanceMinor());
    return limitIsShown() ? Math.min(lowest, limitMinor) : lowest;
  }

  private long highestShown() {
    long highest = Math.max(0, curve.highest().balanceMinor());
    return highest == lowestShown() ? Math.addExact(highest, 1) : highest;
  }

  private String money(long minor) {
    return new Money(minor, asset).toString();
  }

  /** A tick's amount, without decimals that say nothing, in groups of three digits. */
  private String label(long minor) {
    BigDecimal amount = BigDecimal.valueOf(minor, asset.scale()).stripTrailingZeros();
    return grouped(amount.setScale(Math.max(amount.scale(), 0)));
  }

  private String grouped(long minor) {
    return grouped(BigDecimal.valueOf(minor, asset.scale())) + " " + asset.code();
  }

  private static String grouped(BigDecimal amount) {
    return String.format(Locale.ROOT, "%,." + amount.scale() + "f", amount).replace(',', '\u2009');
  }

  private static String day(Instant at) {
    return DAY.format(at.atOffset(ZoneOffset.UTC));
  }

  private static boolean isMidnight(Instant at) {
    return at.atOffset(ZoneOffset.UTC).toLocalTime().toNanoOfDay() == 0;
  }
}
