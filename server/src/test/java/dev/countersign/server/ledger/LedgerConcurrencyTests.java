package dev.countersign.server.ledger;

import static dev.countersign.server.ledger.LedgerFixture.post;
import static dev.countersign.server.ledger.LedgerFixture.posted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Many callers at once, at one node and at two. */
class LedgerConcurrencyTests {
  private static final int CALLERS = 64;
  private static final int PAYMENTS_EACH = 10;

  @AutoClose private final LedgerFixture fixture = LedgerFixture.create();
  private final GroupCommit one = fixture.startLedger();
  private final GroupCommit other = fixture.startLedger();

  @Test
  void paysInARingAtTwoNodesAndKeepsTheSum() throws Exception {
    List<UserId> ring = users(CALLERS);
    ring.forEach(user -> posted(post(one, fixture.deposit(user, 100)).getFirst()));

    List<Verdict> verdicts =
        together(caller -> {
          Random random = new Random(caller);
          UserId payee = ring.get((caller + 1) % CALLERS);
          List<Verdict> answers = new ArrayList<>();
          for (int payment = 0; payment < PAYMENTS_EACH; payment++) {
            GroupCommit node = random.nextBoolean() ? one : other;
            long cents = random.nextLong(1, 90);
            answers.addAll(post(node, fixture.payment(ring.get(caller), payee, cents)));
          }
          return answers;
        });

    assertThat(verdicts).hasSize(CALLERS * PAYMENTS_EACH);
    assertThat(ring.stream().mapToLong(fixture::balance).sum()).isEqualTo(100L * CALLERS);
    assertThat(ring).allMatch(user -> fixture.balance(user) >= 0);
    requireSound();
  }

  @Test
  void paysIntoOneAccountFromTwoNodes() throws Exception {
    List<UserId> payers = users(CALLERS);
    UserId payee = fixture.newUser();
    payers.forEach(user -> posted(post(one, fixture.deposit(user, 100)).getFirst()));

    List<Verdict> verdicts =
        together(caller -> {
          List<Verdict> answers = new ArrayList<>();
          for (int payment = 0; payment < PAYMENTS_EACH; payment++) {
            GroupCommit node = (caller + payment) % 2 == 0 ? one : other;
            answers.addAll(post(node, fixture.payment(payers.get(caller), payee, 13)));
          }
          return answers;
        });

    // A hundred cents are seven times thirteen.
    assertThat(verdicts.stream().filter(Verdict.Posted.class::isInstance)).hasSize(CALLERS * 7);
    assertThat(fixture.balance(payee)).isEqualTo(CALLERS * 7 * 13);
    requireSound();
  }

  @Test
  void givesOneEffectAndOneAnswerToIdenticalRequests() throws Exception {
    UserId payer = fixture.newUser();
    UserId payee = fixture.newUser();
    posted(post(one, fixture.deposit(payer, 1_000)).getFirst());
    Transfer payment = fixture.payment(payer, payee, 1, "the same");

    List<Verdict> verdicts = together(caller -> post(caller % 2 == 0 ? one : other, payment));

    assertThat(verdicts.stream().map(Verdict::again).distinct()).hasSize(1);
    assertThat(verdicts.stream().filter(verdict -> !verdict.replayed())).hasSize(1);
    assertThat(fixture.balance(payee)).isEqualTo(1);
    requireSound();
  }

  @Test
  void opensOneAccountWhenManyPayTheSameNewcomer() throws Exception {
    UserId newcomer = fixture.newUser();

    together(caller -> post(caller % 2 == 0 ? one : other, fixture.deposit(newcomer, 1)));

    assertThat(fixture.balance(newcomer)).isEqualTo(CALLERS);
    assertThat(fixture.accounts().ofOwner(TenantId.DEFAULT, newcomer)).hasSize(1);
    requireSound();
  }

  private interface Caller {
    List<Verdict> call(int number);
  }

  // All at once: nobody begins before everybody is ready.
  private static List<Verdict> together(Caller caller) throws Exception {
    CountDownLatch ready = new CountDownLatch(CALLERS);
    List<Callable<List<Verdict>>> calls = new ArrayList<>();
    for (int number = 0; number < CALLERS; number++) {
      int own = number;
      calls.add(() -> {
        ready.countDown();
        ready.await();
        return caller.call(own);
      });
    }
    List<Verdict> verdicts = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<List<Verdict>> answer : threads.invokeAll(calls)) {
        verdicts.addAll(answer.get());
      }
    }
    return verdicts;
  }

  private List<UserId> users(int number) {
    return IntStream.range(0, number).mapToObj(user -> fixture.newUser()).toList();
  }

  private void requireSound() {
    assertThat(new LedgerVerification(fixture.store.application()).run().findings()).isEmpty();
  }
}
