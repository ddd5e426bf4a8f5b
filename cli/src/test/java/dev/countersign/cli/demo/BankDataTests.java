package dev.countersign.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.EntryItem;
import dev.countersign.api.TransactionItem;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BankDataTests {
  private static final BankData DATA = BankData.read();

  @Test
  void holdsEveryTransactionOfTheBank() {
    assertThat(DATA.rows()).hasSize(46_997);
    assertThat(DATA.overdraftLimits()).hasSize(1_229);
    assertThat(DATA.overdraftLimits().values().stream().filter(limit -> limit > 0)).hasSize(26);
  }

  @Test
  void leadsFromEveryBalanceToTheNext() {
    Map<String, Long> balances = new HashMap<>();
    for (BankRow row : DATA.rows()) {
      long balance =
          balances.merge(row.account(), row.amountMinor() + row.roundingMinor(), Math::addExact);
      assertThat(balance).isEqualTo(row.balanceMinor());
      assertThat(balance).isGreaterThanOrEqualTo(-limit(row));
    }
  }

  @Test
  void becomesMovementsThatSumToZeroUnderNamesOfTheirOwn() {
    List<TransactionItem> movements = DATA.rows().stream().map(Movements::movement).toList();

    assertThat(movements)
        .allSatisfy(movement ->
            assertThat(
                    movement.entries().stream()
                        .map(entry -> new BigDecimal(entry.amount()))
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isZero());
    assertThat(movements.stream().map(TransactionItem::reference).distinct()).hasSize(46_997);
    assertThat(movements.stream().filter(movement -> movement.entries().size() == 4))
        .hasSize(2_031);
  }

  @Test
  void keepsTheRoundingApartFromTheAmount() {
    BankRow row = BankRow.parse("7,1993-01-31,576,1,VYDAJ,VYBER,UROK,AB,123,-1460,10,-1450");

    TransactionItem movement = Movements.movement(row);

    assertThat(movement.entries())
        .containsExactly(
            new EntryItem("ref:berka-576", "-14.60"),
            new EntryItem("system:world", "14.60"),
            new EntryItem("ref:berka-576", "0.10"),
            new EntryItem("system:rounding", "-0.10"));
    assertThat(movement.effectiveAt()).hasToString("1993-01-31T00:00:00Z");
    assertThat(movement.metadata())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("description", "interest", "counterparty", "AB 123"));
  }

  @Test
  void allowsTheSameOverdraftInASample() {
    BankData sample = DATA.first(20_000);

    assertThat(sample.rows()).hasSize(20_000);
    assertThat(DATA.overdraftLimits()).containsAllEntriesOf(sample.overdraftLimits());
  }

  private static long limit(BankRow row) {
    return DATA.overdraftLimits().getOrDefault(row.account(), 0L);
  }
}
