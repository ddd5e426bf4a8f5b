package dev.countersign.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.cli.terminal.Progress;
import dev.countersign.client.CountersignClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BankReplayTests {
  private static final BankData DATA = BankData.read().first(2_500);

  private final Tally tally = new Tally();
  private LedgerStandIn ledger;
  private CountersignClient client;

  @BeforeEach
  void start() throws IOException {
    ledger = new LedgerStandIn();
    client = CountersignClient.builder(ledger.url()).build();
  }

  @AfterEach
  void stop() {
    client.close();
    ledger.close();
  }

  @Test
  void matchesEveryBalanceOfALedgerThatAddsUp() {
    replay();

    assertThat(tally.accounts()).isEqualTo(DATA.overdraftLimits().size());
    assertThat(tally.transactions()).isEqualTo(2_500);
    assertThat(tally.balancesMatched()).isEqualTo(2_500);
    assertThat(tally.differing()).isZero();
    assertThat(ledger.batches()).isEqualTo(3);
  }

  @Test
  void namesTheTransactionWhoseBalanceDiffers() {
    ledger.misstate(Movements.reference(DATA.rows().get(1_700)));

    replay();

    assertThat(tally.transactions()).isEqualTo(2_500);
    assertThat(tally.balancesMatched()).isEqualTo(2_499);
    assertThat(tally.differences())
        .singleElement()
        .asString()
        .startsWith("transaction " + DATA.rows().get(1_700).id() + ": the bank recorded");
  }

  @Test
  void doesNotCountWhatWasRefused() {
    ledger.refuse(Movements.reference(DATA.rows().getLast()));

    replay();

    assertThat(tally.transactions()).isEqualTo(2_499);
    assertThat(tally.balancesMatched()).isEqualTo(2_499);
    assertThat(tally.differing()).isEqualTo(1);
  }

  private void replay() {
    BankReplay replay = new BankReplay(client.admin(), DATA, tally);
    replay.openAccounts(silent());
    replay.postTransactions(silent());
  }

  private static Progress silent() {
    return new Progress(
        new PrintWriter(Writer.nullWriter()), false, System::nanoTime, "anything", 1);
  }
}
