package dev.countersign.server.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is the same, and what only looks like it. */
class MatchRulesTests {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private final List<Candidate<String>> lines = new ArrayList<>();
  private final List<Candidate<String>> entries = new ArrayList<>();

  @Test
  void matchesTheSameReferenceAndAmountHoweverFarApart() {
    line("l1", 0, 100, "inv-1");
    line("l2", 0, 100, "inv-2");
    entry("e1", 20, 100, "inv-1");
    entry("e2", 20, 101, "inv-2");

    assertThat(found()).containsExactly(pairing(MatchRule.REFERENCE, "l1", "e1"));
  }

  @Test
  void matchesTheOneOfTheSameAmountWithinThreeDays() {
    line("l1", 0, 100, null);
    line("l2", 10, 100, null);
    entry("e1", 3, 100, "other");
    entry("e2", 14, 100, null);

    assertThat(found()).containsExactly(pairing(MatchRule.DATE, "l1", "e1"));
  }

  @Test
  void leavesToPeopleWhatCouldBeEither() {
    line("l1", 0, 100, null);
    entry("e1", 1, 100, null);
    entry("e2", 2, 100, null);

    assertThat(found()).isEmpty();
  }

  @Test
  void leavesToPeopleOneEntryThatTwoLinesCouldBe() {
    line("l1", 0, 100, null);
    line("l2", 1, 100, null);
    entry("e1", 1, 100, null);

    assertThat(found()).isEmpty();
  }

  @Test
  void matchesOneLineToTheEntriesThatSumToIt() {
    line("l1", 0, 100, null);
    entry("e1", 1, 60, null);
    entry("e2", 2, 40, null);
    entry("e3", 2, 7, null);
    entry("e4", 2, -7, null);

    assertThat(found())
        .containsExactly(new Pairing<>(MatchRule.SUM, List.of("l1"), List.of("e1", "e2")));
  }

  @Test
  void matchesOneEntryToTheLinesThatSumToIt() {
    line("l1", 0, -60, null);
    line("l2", 0, -40, null);
    entry("e1", 1, -100, null);

    assertThat(found())
        .containsExactly(new Pairing<>(MatchRule.SUM, List.of("l1", "l2"), List.of("e1")));
  }

  @Test
  void leavesToPeopleASumThatThereIsInTwoWays() {
    line("l1", 0, 100, null);
    entry("e1", 0, 60, null);
    entry("e2", 0, 40, null);
    entry("e3", 0, 40, null);

    assertThat(found()).isEmpty();
  }

  @Test
  void matchesNothingOfTheOtherDirection() {
    line("l1", 0, 100, "a");
    entry("e1", 0, -100, "a");

    assertThat(found()).isEmpty();
  }

  private List<Pairing<String, String>> found() {
    return MatchRules.find(lines, entries, 3);
  }

  private static Pairing<String, String> pairing(MatchRule rule, String line, String entry) {
    return new Pairing<>(rule, List.of(line), List.of(entry));
  }

  private void line(String id, int day, long amount, @Nullable String reference) {
    lines.add(new Candidate<>(id, DAY.plusDays(day), amount, reference));
  }

  private void entry(String id, int day, long amount, @Nullable String reference) {
    entries.add(new Candidate<>(id, DAY.plusDays(day), amount, reference));
  }
}
