package dev.countersign.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.countersign.server.ledger.AccountOpenings.Opening;
import dev.countersign.server.ledger.AccountOpenings.Outcome;
import dev.countersign.server.ledger.RandomTransfers.Opened;
import dev.countersign.server.ledger.RandomTransfers.Party;
import dev.countersign.server.ledger.Refusal.Reason;
import dev.countersign.server.ledger.Transfer.Authority;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.math.BigInteger;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random lists of movements against a ledger that crashes between any two steps, and after a commit
 * before its answer. Whoever got no answer asks again, with the same keys, at a ledger that has
 * just been started. In the end every answer and every balance is what a plain model says.
 *
 * <p>{@code -Dseed=17} replays a run that failed; {@code -Dseeds=1000} runs more of them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerSimulationTests {
  private static final int ROUNDS = 16;
  private static final int CRASHES_MAX = 3;

  private final LedgerFixture fixture = LedgerFixture.create();

  @AfterAll
  void verifyAll() {
    try (LedgerFixture done = fixture) {
      assertThat(new LedgerVerification(done.store.application()).run().findings()).isEmpty();
    }
  }

  static LongStream seeds() {
    Long seed = Long.getLong("seed");
    return seed == null
        ? LongStream.rangeClosed(1, Long.getLong("seeds", 20))
        : LongStream.of(seed);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void answersAndKeepsWhatTheModelSays(long seed) {
    try {
      new Run(fixture, seed).play();
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("replay with -Dseed=" + seed + ": " + e.getMessage(), e);
    }
  }

  /** One run, with tenants of its own. */
  private static final class Run {
    private final LedgerFixture fixture;
    private final Random random;
    private final LedgerModel model = new LedgerModel(Set.of("USD", "EUR", "CZK"));
    private final Map<KeyName, Verdict> firstAnswers = new HashMap<>();
    private final List<TenantId> tenants = new ArrayList<>();
    private final RandomTransfers transfers;

    Run(LedgerFixture fixture, long seed) {
      this.fixture = fixture;
      this.random = new Random(seed);
      this.transfers =
          new RandomTransfers(
              random, List.of(party(fixture.store.newTenant()), party(fixture.store.newTenant())));
    }

    private Party party(TenantId tenant) {
      tenants.add(tenant);
      List<UserId> users = List.of(fixture.newUser(tenant), fixture.newUser(tenant));
      List<Opening> openings =
          List.of(
              new Opening("a", "USD", 0),
              new Opening("b", "USD", 700),
              new Opening("c", "EUR", Long.MAX_VALUE));
      Authority authority = new Authority(users.getFirst(), new SessionId(new UUID(0, 1)));
      List<Opened> opened = new ArrayList<>();
      for (Outcome outcome :
          fixture.openings().open(new AccountOpenings.Request(tenant, authority, null, openings))) {
        Account account = ((Outcome.Opened) outcome).account();
        String reference = String.valueOf(account.externalReference());
        opened.add(new Opened(reference, account.id()));
        model.open(
            tenant.value(),
            reference,
            account.id().value(),
            account.asset(),
            account.overdraftLimitMinor());
      }
      return new Party(tenant, users, opened);
    }

    void play() {
      for (int round = 0; round < ROUNDS; round++) {
        playRound();
      }
      compareWithModel();
    }

    private void playRound() {
      List<List<Transfer>> lists = lists();
      barSomebody(lists);
      List<Optional<List<Verdict>>> answers =
          new ArrayList<>(Collections.nCopies(lists.size(), Optional.empty()));
      int crashes = 0;
      while (answers.contains(Optional.<List<Verdict>>empty())) {
        boolean crash = crashes < CRASHES_MAX && random.nextInt(3) > 0;
        crashes += crash ? 1 : 0;
        submit(lists, answers, crash);
      }
      for (int list = 0; list < lists.size(); list++) {
        List<Verdict> verdicts = answers.get(list).orElseThrow();
        assertThat(verdicts).hasSameSizeAs(lists.get(list));
        for (int at = 0; at < verdicts.size(); at++) {
          compare(lists.get(list).get(at), verdicts.get(at), crashes > 0);
        }
      }
    }

    private List<List<Transfer>> lists() {
      List<List<Transfer>> lists = new ArrayList<>();
      for (int list = random.nextInt(1, 7); list > 0; list--) {
        lists.add(Stream.generate(transfers::next).limit(random.nextInt(1, 20)).toList());
      }
      return lists;
    }

    private void barSomebody(List<List<Transfer>> lists) {
      fixture.barred.clear();
      if (random.nextInt(3) == 0) {
        Transfer unlucky = lists.getFirst().getFirst();
        fixture.barred.put(unlucky.authority(), Refusal.of(Reason.SESSION_ENDED));
      }
    }

    // Everything not answered yet is there before the ledger starts, so that a seed always makes
    // the same batches.
    private void submit(
        List<List<Transfer>> lists, List<Optional<List<Verdict>>> answers, boolean crash) {
      HikariDataSource store = (HikariDataSource) fixture.store.application();
      DataSource source =
          crash ? new CrashingDataSource(store, random.nextInt(14), random.nextBoolean()) : store;
      GroupCommit ledger =
          fixture.newLedger(
              source, Clock.systemUTC(), new SubmissionQueue(1_000, random.nextInt(1, 60)));
      Map<Integer, CompletableFuture<List<Verdict>>> submitted = new TreeMap<>();
      for (int list = 0; list < lists.size(); list++) {
        if (answers.get(list).isEmpty()) {
          submitted.put(list, ledger.post(lists.get(list)));
        }
      }
      ledger.start();
      ledger.stop();
      submitted.forEach((list, answer) -> answers.set(list, answer(answer)));
    }

    private static Optional<List<Verdict>> answer(CompletableFuture<List<Verdict>> submitted) {
      try {
        return Optional.of(submitted.join());
      } catch (CompletionException e) {
        assertThat(e).hasCauseInstanceOf(LedgerUnavailable.class);
        return Optional.empty();
      }
    }

    private void compare(Transfer transfer, Verdict verdict, boolean crashed) {
      LedgerModel.Expected expected = model.post(transfer, fixture.barred);
      Optional<Reason> reason =
          verdict instanceof Verdict.Refused refused
              ? Optional.of(refused.refusal().reason())
              : Optional.empty();
      assertThat(reason).as("%s", transfer).isEqualTo(Optional.ofNullable(expected.reason()));
      if (expected.replayed() || !crashed) {
        assertThat(verdict.replayed()).as("%s", transfer).isEqualTo(expected.replayed());
      }
      if (reason.isEmpty() || reason.get().remembered()) {
        Verdict first = firstAnswers.putIfAbsent(KeyName.of(transfer), verdict.again());
        assertThat(first == null ? verdict.again() : first).isEqualTo(verdict.again());
      }
    }

    private void compareWithModel() {
      assertThat(count("payments")).isEqualTo(model.posted());
      assertThat(count("audit_events where type = 'payment.refused'"))
          .isEqualTo(model.refusalsRemembered());
      Map<String, BigInteger> stored = new HashMap<>();
      for (TenantId tenant : tenants) {
        for (Account account : accounts(tenant)) {
          stored.put(LedgerModel.name(account), BigInteger.valueOf(account.balanceMinor()));
        }
      }
      assertThat(stored).isEqualTo(model.balances());
    }

    private List<Account> accounts(TenantId tenant) {
      return fixture.accounts().list(new Accounts.Query(tenant, "", null, 100)).items();
    }

    private int count(String rows) {
      return fixture
          .store
          .transactions()
          .in(
              tenants,
              () ->
                  fixture
                      .store
                      .jdbc()
                      .sql("select count(*) from " + rows)
                      .query(Integer.class)
                      .single());
    }
  }
}
