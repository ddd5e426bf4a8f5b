package dev.countersign.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.AuditVerification;
import org.junit.jupiter.api.Test;

class DemoResultTests {
  private static final BankData DATA = BankData.read().first(2);
  private final Tally tally = new Tally();

  @Test
  void saysTheFiguresInOneLine() {
    count(2);

    DemoResult result = new DemoResult(DATA, tally, audit(true), 12.34);

    assertThat(result.good()).isTrue();
    assertThat(result.line())
        .isEqualTo(
            "demo: accounts=2 transactions=2 balances_matched=2 audit=verified seconds=12.3");
  }

  @Test
  void saysThatABalanceDiffers() {
    count(1);
    tally.transaction(false);
    tally.differs("a balance");

    DemoResult result = new DemoResult(DATA, tally, audit(true), 1);

    assertThat(result.good()).isFalse();
    assertThat(result.line())
        .isEqualTo(
            "demo: accounts=2 transactions=2 balances_matched=1 audit=verified seconds=1.0 differs=1");
  }

  @Test
  void saysThatTheAuditLogDoesNotVerify() {
    count(2);

    DemoResult result = new DemoResult(DATA, tally, audit(false), 1);

    assertThat(result.good()).isFalse();
    assertThat(result.line()).contains("audit=failed").endsWith("differs=1");
  }

  private void count(int good) {
    tally.account();
    tally.account();
    for (int i = 0; i < good; i++) {
      tally.transaction(false);
      tally.balanceMatched();
    }
  }

  private static AuditVerification audit(boolean verified) {
    return new AuditVerification(verified, 7, "a sentence");
  }
}
