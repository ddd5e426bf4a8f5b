package dev.countersign.server.reconciliation;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds what of an account outside and of the ledger is the same: first by reference and amount,
 * then by amount within some days, then by sums. Where there is more than one way to see it, a
 * person has to say.
 */
final class MatchRules<L, E> {
  private final int days;
  private final Map<L, Candidate<L>> lines = new LinkedHashMap<>();
  private final Map<E, Candidate<E>> entries = new LinkedHashMap<>();
  private final List<Pairing<L, E>> found = new ArrayList<>();

  private MatchRules(List<Candidate<L>> lines, List<Candidate<E>> entries, int days) {
    lines.forEach(line -> this.lines.put(line.id(), line));
    entries.forEach(entry -> this.entries.put(entry.id(), entry));
    this.days = days;
  }

  /** What the rules find, each line and entry at most once. */
  static <L, E> List<Pairing<L, E>> find(
      List<Candidate<L>> lines, List<Candidate<E>> entries, int days) {
    MatchRules<L, E> rules = new MatchRules<>(lines, entries, days);
    rules.byReference();
    rules.byDate();
    rules.bySum();
    return rules.found;
  }

  private record Reference(String text, long amountMinor) {}

  // Several under one reference and amount are taken in their order.
  private void byReference() {
    Map<Reference, Deque<E>> known = new HashMap<>();
    for (Candidate<E> entry : entries.values()) {
      Reference reference = reference(entry);
      if (reference != null) {
        known.computeIfAbsent(reference, key -> new ArrayDeque<>()).add(entry.id());
      }
    }
    for (Candidate<L> line : List.copyOf(lines.values())) {
      Reference reference = reference(line);
      Deque<E> same = reference == null ? null : known.get(reference);
      if (same != null && !same.isEmpty()) {
        take(MatchRule.REFERENCE, List.of(line.id()), List.of(same.remove()));
      }
    }
  }

  private static @Nullable Reference reference(Candidate<?> candidate) {
    return candidate.reference() == null
        ? null
        : new Reference(candidate.reference(), candidate.amountMinor());
  }

  // Only where each is the other's one possibility.
  private void byDate() {
    Map<Long, List<Candidate<L>>> linesOf = byAmount(lines);
    Map<Long, List<Candidate<E>>> entriesOf = byAmount(entries);
    linesOf.forEach((amount, same) -> {
      List<Candidate<E>> others = entriesOf.getOrDefault(amount, List.of());
      for (Candidate<L> line : same) {
        List<Candidate<E>> near = near(others, line.date());
        if (near.size() == 1 && near(same, near.getFirst().date()).size() == 1) {
          take(MatchRule.DATE, List.of(line.id()), List.of(near.getFirst().id()));
        }
      }
    });
  }

  private void bySum() {
    for (Candidate<L> line : List.copyOf(lines.values())) {
      sum(line, List.copyOf(entries.values()))
          .ifPresent(parts -> take(MatchRule.SUM, List.of(line.id()), parts));
    }
    for (Candidate<E> entry : List.copyOf(entries.values())) {
      sum(entry, List.copyOf(lines.values()))
          .ifPresent(parts -> take(MatchRule.SUM, parts, List.of(entry.id())));
    }
  }

  private <W, P> Optional<List<P>> sum(Candidate<W> whole, List<Candidate<P>> others) {
    List<Candidate<P>> parts =
        near(others, whole.date()).stream()
            .filter(part -> Long.signum(part.amountMinor()) == Long.signum(whole.amountMinor()))
            .filter(part -> Math.abs(part.amountMinor()) < Math.abs(whole.amountMinor()))
            .toList();
    return UniqueSum.find(parts, whole.amountMinor());
  }

  private <C> List<Candidate<C>> near(List<Candidate<C>> candidates, LocalDate date) {
    return candidates.stream()
        .filter(each -> Math.abs(ChronoUnit.DAYS.between(each.date(), date)) <= days)
        .toList();
  }

  private static <C> Map<Long, List<Candidate<C>>> byAmount(Map<C, Candidate<C>> candidates) {
    Map<Long, List<Candidate<C>>> same = new LinkedHashMap<>();
    candidates
        .values()
        .forEach(each ->
            same.computeIfAbsent(each.amountMinor(), amount -> new ArrayList<>()).add(each));
    return same;
  }

  private void take(MatchRule rule, List<L> some, List<E> others) {
    some.forEach(lines::remove);
    others.forEach(entries::remove);
    found.add(new Pairing<>(rule, some, others));
  }
}
