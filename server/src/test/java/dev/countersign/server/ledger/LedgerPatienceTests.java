package dev.countersign.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.server.ledger.PostingGuard.Judgement;
import dev.countersign.server.platform.id.UserId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store that takes longer than anybody waits for it. */
class LedgerPatienceTests {
  private final LedgerFixture fixture = LedgerFixture.create();
  private final CountDownLatch standstill = new CountDownLatch(1);
  private final UserId ada = fixture.newUser();
  private GroupCommit ledger;

  @BeforeEach
  void start() {
    ledger =
        fixture.newLedger(
            fixture.store.application(),
            Clock.systemUTC(),
            new SubmissionQueue(100, 1),
            (instructions, trip) -> {
              pass(standstill);
              return () -> instructions.stream().map(any -> Judgement.FREE).toList();
            },
            Duration.ofMillis(300));
    fixture.start(ledger);
  }

  @AfterEach
  void close() {
    standstill.countDown();
    fixture.close();
  }

  @Test
  void endsForWhoIsPostedAndForWhoWaitsBehindAndAskedAgainItTells() {
    Transfer first = fixture.deposit(ada, 100);
    CompletableFuture<List<Verdict>> posted = ledger.post(List.of(first));
    CompletableFuture<List<Verdict>> behind = ledger.post(List.of(fixture.deposit(ada, 1)));

    requireUnavailable(posted);
    requireUnavailable(behind);

    standstill.countDown();
    GroupCommit other = fixture.startLedger();
    ledger.stop();
    assertThat(other.post(List.of(first)).join().getFirst()).isInstanceOf(Verdict.Posted.class);
    assertThat(fixture.balance(ada)).isEqualTo(101);
  }

  private static void requireUnavailable(CompletableFuture<List<Verdict>> answer) {
    assertThatThrownBy(answer::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(LedgerUnavailable.class)
        .hasMessageContaining("has not answered in time");
  }

  private static void pass(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
