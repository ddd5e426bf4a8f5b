package dev.countersign.server.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.platform.money.Asset;
import dev.countersign.server.platform.money.Money;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountTests {
  @ParameterizedTest
  @CsvSource({
    "0, 2, 0|.00",
    "5, 2, 0|.05",
    "99999, 2, 999|.99",
    "100000, 2, 1 000|.00",
    "-123456789, 2, -1 234 567|.89",
    "-100, 0, -100|",
    "1234, 0, 1 234|",
    "9223372036854775807, 9, 9 223 372 036|.854775807",
    "-9223372036854775808, 0, -9 223 372 036 854 775 808|"
  })
  void groupsWholeUnitsInThreesAndLosesNoDigit(long minor, int scale, String expected) {
    Amount amount = Amount.of(new Money(minor, new Asset("XTS", scale)));

    assertThat(String.join(" ", amount.groups()) + "|" + amount.fraction()).isEqualTo(expected);
    assertThat(amount.negative()).isEqualTo(minor < 0);
  }
}
