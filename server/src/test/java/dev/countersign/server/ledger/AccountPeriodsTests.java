package dev.countersign.server.ledger;

import static dev.countersign.server.ledger.LedgerFixture.post;
import static dev.countersign.server.ledger.LedgerFixture.posted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.countersign.server.ledger.AccountPeriods.PeriodEntry;
import dev.countersign.server.ledger.AccountPeriods.Query;
import dev.countersign.server.ledger.AccountPeriods.Totals;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Stretches of an account's history, held against all of it. */
class AccountPeriodsTests {
  @AutoClose private final LedgerFixture fixture = LedgerFixture.create();
  private final GroupCommit ledger = fixture.startLedger();
  private final AccountPeriods periods =
      new JdbcAccountPeriods(fixture.store.transactions(), fixture.store.jdbc());
  private final UserId ada = fixture.newUser();
  private final UserId ben = fixture.newUser();

  @Test
  void hasWhatLiesInTheStretchInEitherSenseAndSumsToItsEnd() {
    Random random = new Random(5);
    List<PostedTransfer> posted = new ArrayList<>();
    for (int number = 0; number < 40; number++) {
      Duration shift = Duration.ofHours(random.nextInt(200) - 150);
      posted.add(
          deposit(
              1 + random.nextInt(1_000), random.nextBoolean() ? null : Instant.now().plus(shift)));
    }
    List<Instant> bounds = new ArrayList<>();
    for (int number = 0; number < posted.size(); number += 7) {
      bounds.add(posted.get(number).recordedAt());
      bounds.add(posted.get(number).effectiveAt());
    }
    bounds.sort(Comparator.naturalOrder());

    for (int first = 0; first < bounds.size(); first++) {
      for (int last = first + 1; last < bounds.size(); last++) {
        verify(
            posted,
            bounds.get(first),
            bounds.get(last),
            Sense.RECORDED,
            PostedTransfer::recordedAt);
        verify(
            posted,
            bounds.get(first),
            bounds.get(last),
            Sense.EFFECTIVE,
            PostedTransfer::effectiveAt);
      }
    }
  }

  @Test
  void leavesOutWhatIsPostedAfterItsSumsWereMade() {
    deposit(5, null);
    Query query = of(Instant.EPOCH, Instant.now().plusSeconds(3_600), Sense.EFFECTIVE);
    Totals totals = periods.totals(query);
    deposit(7, null);
    deposit(8, Instant.EPOCH.plusSeconds(1));

    assertThat(read(query, totals)).extracting(PeriodEntry::amountMinor).containsExactly(5L);
  }

  @Test
  void namesTheOtherSide() {
    deposit(100, null);
    post(ledger, fixture.payment(ada, ben, 40));
    Query query = of(Instant.EPOCH, Instant.now().plusSeconds(3_600), Sense.RECORDED);

    List<PeriodEntry> entries = read(query, periods.totals(query));

    assertThat(entries).extracting(PeriodEntry::balanceMinor).containsExactly(100L, 60L);
    assertThat(entries)
        .extracting(PeriodEntry::counterparty)
        .extracting("kind", "owner")
        .containsExactly(tuple(Account.Kind.WORLD, null), tuple(Account.Kind.STANDARD, ben));
  }

  private void verify(
      List<PostedTransfer> posted,
      Instant from,
      Instant to,
      Sense sense,
      Function<PostedTransfer, Instant> time) {
    Query query = of(from, to, sense);
    List<PostedTransfer> inside =
        posted.stream()
            .filter(transfer -> !time.apply(transfer).isBefore(from))
            .filter(transfer -> time.apply(transfer).isBefore(to))
            .sorted(Comparator.comparing(time))
            .toList();
    long opening =
        posted.stream()
            .filter(transfer -> time.apply(transfer).isBefore(from))
            .mapToLong(PostedTransfer::amountMinor)
            .sum();

    Totals totals = periods.totals(query);
    List<PeriodEntry> entries = read(query, totals);

    assertThat(totals.openingMinor()).isEqualTo(opening);
    assertThat(entries)
        .extracting(PeriodEntry::payment)
        .isEqualTo(inside.stream().map(PostedTransfer::id).toList());
    assertThat(totals.entries()).isEqualTo(inside.size());
    assertThat(totals.closingMinor())
        .isEqualTo(opening + inside.stream().mapToLong(PostedTransfer::amountMinor).sum())
        .isEqualTo(entries.isEmpty() ? opening : entries.getLast().balanceMinor());
  }

  private Query of(Instant from, Instant to, Sense sense) {
    AccountId account = fixture.accounts().find(TenantId.DEFAULT, ada, "USD").orElseThrow().id();
    return new Query(TenantId.DEFAULT, account, from, to, sense);
  }

  private List<PeriodEntry> read(Query query, Totals totals) {
    List<PeriodEntry> entries = new ArrayList<>();
    periods.forEach(query, totals, entries::add);
    return entries;
  }

  private PostedTransfer deposit(long cents, @Nullable Instant effectiveAt) {
    Transfer deposit = fixture.deposit(ada, cents);
    return posted(
        post(
                ledger,
                new Transfer(
                    deposit.tenant(),
                    deposit.type(),
                    deposit.asset(),
                    deposit.entries(),
                    deposit.key(),
                    deposit.authority(),
                    effectiveAt,
                    Map.of(),
                    null))
            .getFirst());
  }
}
