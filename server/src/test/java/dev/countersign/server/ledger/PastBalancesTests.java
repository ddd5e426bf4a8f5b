package dev.countersign.server.ledger;

import static dev.countersign.server.ledger.LedgerFixture.post;
import static dev.countersign.server.ledger.LedgerFixture.posted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What accounts held, held against a sum over all entries. */
class PastBalancesTests {
  private static final Instant LONG_AGO = Instant.parse("1993-07-05T12:00:00Z");

  @AutoClose private final LedgerFixture fixture = LedgerFixture.create();
  private final GroupCommit ledger = fixture.startLedger();
  private final PastBalances balances =
      new JdbcPastBalances(fixture.store.transactions(), fixture.store.jdbc());
  private final UserId ada = fixture.newUser();

  @Test
  void isTheSumOfWhatWasThereInEitherSenseAtEachMoment() {
    Random random = new Random(11);
    List<PostedTransfer> posted = new ArrayList<>();
    for (int number = 0; number < 60; number++) {
      Duration shift = Duration.ofHours(random.nextInt(100) - 80);
      Instant now = Instant.now();
      posted.add(deposit(1 + random.nextInt(1_000), random.nextBoolean() ? null : now.plus(shift)));
    }
    List<Instant> moments = new ArrayList<>(List.of(LONG_AGO));
    for (PostedTransfer transfer : posted) {
      for (Instant time : List.of(transfer.recordedAt(), transfer.effectiveAt())) {
        moments.addAll(List.of(time.minusNanos(1_000), time, time.plusNanos(1_000)));
      }
    }

    for (Instant moment : moments) {
      assertThat(at(moment, Sense.RECORDED))
          .isEqualTo(
              posted.stream()
                  .filter(transfer -> !transfer.recordedAt().isAfter(moment))
                  .mapToLong(PostedTransfer::amountMinor)
                  .sum());
      assertThat(at(moment, Sense.EFFECTIVE))
          .isEqualTo(
              posted.stream()
                  .filter(transfer -> !transfer.effectiveAt().isAfter(moment))
                  .mapToLong(PostedTransfer::amountMinor)
                  .sum());
    }
  }

  @Test
  void isNothingBeforeTheFirstEntryAndInOtherTenants() {
    deposit(5, null);
    assertThat(at(LONG_AGO, Sense.RECORDED)).isZero();
    assertThat(at(LONG_AGO, Sense.EFFECTIVE)).isZero();
    assertThat(balances.at(fixture.store.newTenant(), account(), Instant.now(), Sense.RECORDED))
        .isZero();
  }

  private long at(Instant moment, Sense sense) {
    return balances.at(TenantId.DEFAULT, account(), moment, sense);
  }

  private AccountId account() {
    return fixture.accounts().find(TenantId.DEFAULT, ada, "USD").orElseThrow().id();
  }

  private PostedTransfer deposit(long cents, @Nullable Instant effective) {
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
                    effective,
                    Map.of(),
                    null))
            .getFirst());
  }
}
