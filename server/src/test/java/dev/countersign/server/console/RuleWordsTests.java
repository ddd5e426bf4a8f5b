package dev.countersign.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.schedules.Frequency;
import dev.countersign.server.schedules.Recurrence;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When something recurs, in a sentence. */
class RuleWordsTests {
  private static final ZoneId PRAGUE = ZoneId.of("Europe/Prague");

  @Test
  void saysWhenSomethingHappensOnce() {
    assertThat(rule("2027-01-31T09:00", Frequency.ONCE, 1, null, null))
        .isEqualTo("Once, on 31 January 2027 at 09:00, Europe/Prague.");
  }

  @Test
  void saysWhatBecomesOfDaysThatAMonthOrAYearDoesNotHave() {
    assertThat(rule("2027-01-31T09:00", Frequency.MONTHLY, 1, null, null))
        .isEqualTo(
            "Every month on the 31st, or the last day of a month without it, at 09:00,"
                + " Europe/Prague, from 31 January 2027.");
    assertThat(rule("2027-01-28T09:00", Frequency.MONTHLY, 3, null, 4))
        .isEqualTo(
            "Every 3 months on the 28th at 09:00, Europe/Prague, from 28 January 2027, 4 times in"
                + " all.");
    assertThat(rule("2028-02-29T00:30", Frequency.YEARLY, 1, null, null))
        .startsWith("Every year on 29 February, or the 28th in a year without it, at 00:30");
  }

  @Test
  void saysHowFarApartAndUntilWhen() {
    assertThat(rule("2027-01-04T18:05", Frequency.WEEKLY, 2, LocalDate.of(2027, 3, 1), null))
        .isEqualTo(
            "Every 2 weeks on Monday at 18:05, Europe/Prague, from 4 January 2027 to 1 March"
                + " 2027.");
    assertThat(rule("2027-01-04T18:05", Frequency.DAILY, 1, null, 1))
        .isEqualTo("Every day at 18:05, Europe/Prague, from 4 January 2027, once in all.");
  }

  @Test
  void tellsATimeByTheClockOfItsZone() {
    assertThat(RuleWords.at(Instant.parse("2027-07-01T07:00:00Z"), PRAGUE))
        .isEqualTo("2027-07-01 09:00 Europe/Prague");
  }

  private static String rule(
      String first,
      Frequency frequency,
      int every,
      @Nullable LocalDate until,
      @Nullable Integer times) {
    return RuleWords.of(
        new Recurrence(LocalDateTime.parse(first), PRAGUE, frequency, every, until, times));
  }
}
