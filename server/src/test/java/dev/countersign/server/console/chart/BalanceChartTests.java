package dev.countersign.server.console.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.platform.money.Asset;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BalanceChartTests {
  private static final Asset CZK = new Asset("CZK", 2);
  private static final Instant START = Instant.parse("1995-03-24T00:00:00Z");

  @Test
  void drawsAStaircaseThatStaysUntilTheNextPoint() {
    Drawing drawing = chart(0, 0, 10_000, 10, 5_000).wide();

    // Along to the second point at the height of the first, and only there down.
    assertThat(drawing.line()).isEqualTo("M92 28H1062V153H1062");
  }

  @Test
  void namesTheHighestAndTheLowestPointOnce() {
    assertThat(chart(0, 0, 100, 1, 700, 2, -50).wide().marks())
        .extracting(Drawing.Mark::label)
        .containsExactly("7.00 CZK", "-0.50 CZK");
    assertThat(chart(0, 0, 100).wide().marks()).hasSize(1);
  }

  @Test
  void keepsZeroInView() {
    Drawing drawing = chart(0, 0, 1_000_000, 30, 1_200_000).wide();
    assertThat(drawing.amounts()).extracting(Drawing.Tick::label).contains("0");
    assertThat(drawing.zero()).isEqualTo("278");
  }

  @Test
  void showsTheOverdraftLimitOnceTheBalanceComesNearIt() {
    assertThat(chart(10_000, 0, 5_000, 1, 2_000).wide().limit()).isNull();
    assertThat(chart(10_000, 0, 5_000, 1, -9_000).wide().limit()).isNotNull();
    assertThat(chart(0, 0, 5_000, 1, 2_000).wide().limit()).isNull();
  }

  @Test
  void saysTheCurveInASentence() {
    assertThat(chart(0, 0, 100, 1, 700, 2, -50, 9, 10).description())
        .isEqualTo(
            "From 1995-03-24 to 1995-04-02 the balance was between -0.50 CZK on 1995-03-26 and"
                + " 7.00 CZK on 1995-03-25; it ended at 0.10 CZK.");
  }

  @Test
  void drawsASingleMomentAndTheEndsOfTheNumbers() {
    assertThat(chart(0, 0, 0).wide().line()).isNotEmpty();
    for (Drawing drawing :
        List.of(
            chart(0, 0, Long.MAX_VALUE, 1, Long.MIN_VALUE).wide(),
            chart(Long.MAX_VALUE, 0, Long.MIN_VALUE + 1).narrow())) {
      assertThat(drawing.line()).matches("M[0-9.]+ [0-9.]+([HV][0-9.]+)+");
    }
  }

  @Test
  void thinsThousandsOfPointsAndKeepsTheExtremes() {
    SplittableRandom random = new SplittableRandom(11);
    List<BalancePoint> points = new ArrayList<>();
    for (int at = 0; at < 50_000; at++) {
      long balance = at == 31_337 ? 9_999_999 : at == 40_001 ? -9_999_999 : random.nextLong(1_000);
      points.add(new BalancePoint(START.plus(Duration.ofHours(at)), balance));
    }
    Drawing drawing = BalanceChart.of(new Curve(points), CZK, 0).narrow();

    assertThat(drawing.trace().lines().count()).isLessThanOrEqualTo(4L * 305);
    assertThat(drawing.trace()).contains("99999.99 CZK").contains("-99999.99 CZK");
  }

  @ParameterizedTest
  @CsvSource({
    "PT10S, 00:00:00",
    "PT40M, 24 Mar 00:00",
    "P1D, 24 Mar 00:00",
    "P20D, 24 Mar 1995",
    "P300D, Apr 1995",
    "P1500D, 1996"
  })
  void namesTimesInTheUnitThatFits(Duration range, String first) {
    List<TimeTicks.Tick> ticks = TimeTicks.within(START, START.plus(range), 8);
    assertThat(ticks).hasSizeBetween(2, 10);
    assertThat(ticks.getFirst().label()).isEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 5, 0, 1, 2",
    "-50, 700, 5, -200, 200, 6",
    "0, 1000000, 4, 0, 500000, 3",
    "-3, -1, 5, -3, 1, 3"
  })
  void enclosesABalanceInRoundSteps(
      long lowest, long highest, int steps, long least, long step, int count) {
    assertThat(AmountTicks.enclosing(lowest, highest, steps))
        .isEqualTo(new AmountTicks(least, step, count));
  }

  @Test
  void countsEveryBalanceOfADayAsHighOrLow() {
    Drawing drawing = chart(0, 0, 100, 3, 900, 3, 300, 9, 200).wide();
    assertThat(drawing.marks().getFirst().label()).isEqualTo("9.00 CZK");
  }

  @Test
  void staysInsideItsFrame() {
    Drawing drawing = chart(0, 0, 31, 3, 4_711, 9, -815, 10, 99).wide();
    Pattern.compile("V([0-9.]+)")
        .matcher(drawing.line())
        .results()
        .map(height -> Integer.parseInt(height.group(1).replaceAll("\\..*", "")))
        .forEach(height ->
            assertThat(height).isBetween(drawing.frame().top(), drawing.frame().bottom()));
  }

  private static BalanceChart chart(long limit, long... daysAndBalances) {
    return BalanceChart.of(new Curve(points(daysAndBalances)), CZK, limit);
  }

  private static List<BalancePoint> points(long... daysAndBalances) {
    List<BalancePoint> points = new ArrayList<>();
    for (int at = 0; at < daysAndBalances.length; at += 2) {
      points.add(
          new BalancePoint(
              START.plus(Duration.ofDays(daysAndBalances[at])), daysAndBalances[at + 1]));
    }
    return points;
  }
}
