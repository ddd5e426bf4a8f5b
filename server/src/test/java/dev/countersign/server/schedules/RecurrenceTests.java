package dev.countersign.server.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.schedules.Recurrence.Occurrence;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When something that recurs happens, by the clock on a wall. */
class RecurrenceTests {
  private static final ZoneId PRAGUE = ZoneId.of("Europe/Prague");

  @Test
  void happensOnTheLastDayOfMonthsWithoutThatDay() {
    assertThat(times(new Recurrence(at("2027-01-31T09:00"), PRAGUE, Frequency.MONTHLY, 1, null, 5)))
        .containsExactly(
            "2027-01-31T08:00:00Z",
            "2027-02-28T08:00:00Z",
            "2027-03-31T07:00:00Z",
            "2027-04-30T07:00:00Z",
            "2027-05-31T07:00:00Z");
  }

  @Test
  void happensOnTheLastOfFebruaryInYearsWithoutTheTwentyNinth() {
    assertThat(times(new Recurrence(at("2028-02-29T09:00"), PRAGUE, Frequency.YEARLY, 2, null, 3)))
        .containsExactly("2028-02-29T08:00:00Z", "2030-02-28T08:00:00Z", "2032-02-29T08:00:00Z");
  }

  @Test
  void happensRightAfterTheClockHasLeaptOverItsTime() {
    assertThat(times(new Recurrence(at("2027-03-27T02:30"), PRAGUE, Frequency.DAILY, 1, null, 3)))
        .containsExactly("2027-03-27T01:30:00Z", "2027-03-28T01:00:00Z", "2027-03-29T00:30:00Z");
  }

  @Test
  void happensOnceWhenItsTimeComesTwice() {
    assertThat(times(new Recurrence(at("2027-10-30T02:30"), PRAGUE, Frequency.DAILY, 1, null, 3)))
        .containsExactly("2027-10-30T00:30:00Z", "2027-10-31T00:30:00Z", "2027-11-01T01:30:00Z");
  }

  @Test
  void endsWithADayOrACount() {
    LocalDateTime first = at("2027-01-04T12:00");
    LocalDate until = LocalDate.parse("2027-02-01");

    assertThat(times(new Recurrence(first, PRAGUE, Frequency.WEEKLY, 2, until, null))).hasSize(3);
    assertThat(times(new Recurrence(first, PRAGUE, Frequency.WEEKLY, 2, until, 2))).hasSize(2);
    assertThat(times(new Recurrence(first, PRAGUE, Frequency.ONCE, 1, null, null))).hasSize(1);
  }

  @Test
  void endsWithTheLastYearThatCanBeWritten() {
    Recurrence yearly =
        new Recurrence(at("9998-01-01T00:00"), PRAGUE, Frequency.YEARLY, 1, null, null);

    assertThat(times(yearly)).hasSize(2);
    assertThat(yearly.firstAfter(0, Instant.parse("9999-06-01T00:00:00Z"))).isEmpty();
  }

  @Test
  void tellsWhatIsDueFromWhatIsToCome() {
    Recurrence daily = new Recurrence(at("2027-01-04T12:00"), PRAGUE, Frequency.DAILY, 1, null, 9);
    Instant now = Instant.parse("2027-01-07T11:00:00Z");

    assertThat(daily.due(1, now)).extracting(Occurrence::number).containsExactly(1, 2, 3);
    assertThat(daily.firstAfter(1, now)).get().extracting(Occurrence::number).isEqualTo(4);
  }

  private static LocalDateTime at(String text) {
    return LocalDateTime.parse(text);
  }

  private static List<String> times(Recurrence recurrence) {
    return recurrence.coming(0, 100).stream().map(one -> one.at().toString()).toList();
  }
}
