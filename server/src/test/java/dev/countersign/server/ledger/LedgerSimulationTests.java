package dev.countersign.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.countersign.server.ledger.AccountOpenings.Opening;
import dev.countersign.server.ledger.AccountOpenings.Outcome;
import dev.countersign.server.ledger.LedgerModel.Expected;
import dev.countersign.server.ledger.RandomInstructions.Opened;
import dev.countersign.server.ledger.RandomInstructions.Party;
import dev.countersign.server.ledger.Refusal.Reason;
import dev.countersign.server.ledger.Transfer.Authority;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.testsupport.TestClock;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Random instructions against two nodes that crash between any two steps, and after a commit before
 * its answer; lists are reordered between the nodes, and whoever got no answer asks again with the
 * same keys. Now and then both nodes post at once; then one of the two orders must explain what
 * came out. Time jumps by hours. In the end every answer, every balance, what is held and what is
 * left of each mandate are what a plain model says.
 *
 * <p>{@code -Dseed=17} replays a run that failed; {@code -Dseeds=9000} runs a million operations.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerSimulationTests {
  private static final int ROUNDS = 6;
  private static final int CRASHES_MAX = 3;
  private static final int ATTEMPTS_MAX = 100;

  private final LedgerFixture fixture = LedgerFixture.create();

  @BeforeAll
  void createMandates() {
    MandateGuard.createTable(fixture.store.superuser());
  }

  @AfterAll
  void verifyAll() {
    try (LedgerFixture done = fixture) {
      assertThat(new LedgerVerification(done.store.application()).run().findings()).isEmpty();
    }
  }

  static LongStream seeds() {
    Long seed = Long.getLong("seed");
    return seed == null
        ? LongStream.rangeClosed(1, Long.getLong("seeds", 100))
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
    private final TestClock clock = TestClock.at(Instant.now().truncatedTo(ChronoUnit.SECONDS));
    private final Map<Authority, Refusal> barred = new ConcurrentHashMap<>();
    private final Map<Authority, UUID> mandates = new HashMap<>();
    private final Map<KeyName, Verdict> firstAnswers = new HashMap<>();
    private final List<TenantId> tenants = new ArrayList<>();
    private final RandomInstructions instructions;
    private LedgerModel model = new LedgerModel(Set.of("USD", "EUR", "CZK"), barred);

    /** A list on its way: what it should come to, once it is known to stand. */
    private static final class Pending {
      final Group group;
      @Nullable List<Expected> expected;
      @Nullable List<Verdict> verdicts;

      Pending(Group group) {
        this.group = group;
      }
    }

    Run(LedgerFixture fixture, long seed) {
      this.fixture = fixture;
      this.random = new Random(seed);
      this.instructions =
          new RandomInstructions(
              random, List.of(party(fixture.store.newTenant()), party(fixture.store.newTenant())));
    }

    private Party party(TenantId tenant) {
      tenants.add(tenant);
      List<UserId> users = List.of(fixture.newUser(tenant), fixture.newUser(tenant));
      for (UserId user : users) {
        Authority bounded = RandomInstructions.word(user, RandomInstructions.WORDS - 1);
        UUID mandate = fixture.ids.next();
        MandateGuard.create(fixture.store.superuser(), mandate, 3_000, 8);
        mandates.put(bounded, mandate);
        model.allow(bounded, 3_000, 8);
      }
      List<Opening> openings =
          List.of(
              new Opening("a", "USD", 0),
              new Opening("b", "USD", 700),
              new Opening("c", "EUR", Long.MAX_VALUE));
      List<Opened> opened = new ArrayList<>();
      for (Outcome outcome :
          fixture
              .openings()
              .open(
                  new AccountOpenings.Request(
                      tenant, LedgerFixture.authority(users.getFirst()), null, openings))) {
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
        clock.advance(Duration.ofSeconds(random.nextInt(4) == 0 ? random.nextInt(10_000) : 1));
        barSomebody();
        if (random.nextInt(4) == 0) {
          playAtOnce();
        } else {
          playInTurns();
        }
      }
      compareWithModel();
    }

    private void barSomebody() {
      barred.clear();
      if (random.nextInt(3) == 0) {
        List<Authority> words = List.copyOf(mandates.keySet());
        UserId user = Objects.requireNonNull(words.get(random.nextInt(words.size())).user());
        barred.put(
            RandomInstructions.word(user, random.nextInt(RandomInstructions.WORDS)),
            Refusal.of(Reason.SESSION_ENDED));
      }
    }

    // Each list goes to either node; a node that crashed is started anew.
    private void playInTurns() {
      List<Pending> waiting = new ArrayList<>();
      for (int list = random.nextInt(1, 7); list > 0; list--) {
        waiting.add(new Pending(instructions.nextGroup(clock.instant())));
      }
      List<Pending> all = List.copyOf(waiting);
      int crashes = 0;
      for (int attempt = 0; !waiting.isEmpty(); attempt++) {
        assertThat(attempt).as("attempts").isLessThan(ATTEMPTS_MAX);
        Collections.shuffle(waiting, random);
        boolean crash = crashes < CRASHES_MAX && random.nextInt(3) > 0;
        crashes += crash ? 1 : 0;
        submit(waiting.subList(0, random.nextInt(waiting.size()) + 1), crash);
        waiting.removeIf(pending -> pending.verdicts != null);
      }
      for (Pending pending : all) {
        check(pending, crashes > 0);
      }
    }

    // Everything is there before the node starts, so that a seed always makes the same batches.
    private void submit(List<Pending> lists, boolean crash) {
      HikariDataSource store = (HikariDataSource) fixture.store.application();
      DataSource source =
          crash ? new CrashingDataSource(store, random.nextInt(16), random.nextBoolean()) : store;
      GroupCommit node = node(source, random.nextInt(1, 60));
      Map<Pending, CompletableFuture<List<Verdict>>> submitted = new LinkedHashMap<>();
      lists.forEach(pending -> submitted.put(pending, post(node, pending.group)));
      node.start();
      node.stop();
      // In the order in which they were posted: all that is answered, and what stands unanswered.
      submitted.forEach((pending, answer) -> {
        pending.verdicts = answer(answer).orElse(null);
        if (pending.expected == null && (pending.verdicts != null || stands(pending.group))) {
          pending.expected = model.post(pending.group, clock.instant());
        }
      });
    }

    private GroupCommit node(DataSource source, int batchMax) {
      return fixture.newLedger(
          source,
          clock,
          new SubmissionQueue(1_000, batchMax),
          new MandateGuard(new JdbcTemplate(source), barred, mandates));
    }

    private static CompletableFuture<List<Verdict>> post(GroupCommit node, Group group) {
      // A linked group has its hashes already; posting it as linked would hash it once more.
      return node.submit(group);
    }

    private static Optional<List<Verdict>> answer(CompletableFuture<List<Verdict>> submitted) {
      try {
        return Optional.of(submitted.join());
      } catch (CompletionException e) {
        assertThat(e).hasCauseInstanceOf(LedgerUnavailable.class);
        return Optional.empty();
      }
    }

    // Whether the store remembers a verdict on it that the model has not heard of.
    private boolean stands(Group group) {
      return group.instructions().stream()
          .anyMatch(instruction ->
              !model.state().answers.containsKey(KeyName.of(instruction))
                  && count(
                          "idempotency_keys where scope = '%s' and key = '%s'"
                              .formatted(instruction.key().scope(), instruction.key().key()))
                      > 0);
    }

    private void playAtOnce() {
      Pending one = new Pending(instructions.nextGroup(clock.instant()));
      Pending other = new Pending(instructions.nextGroup(clock.instant()));
      GroupCommit first = node(fixture.store.application(), 1_000);
      GroupCommit second = node(fixture.store.application(), 1_000);
      CompletableFuture<List<Verdict>> answer = post(first, one.group);
      CompletableFuture<List<Verdict>> answerOfOther = post(second, other.group);
      first.start();
      second.start();
      first.stop();
      second.stop();
      one.verdicts = answer(answer).orElseThrow();
      other.verdicts = answer(answerOfOther).orElseThrow();
      LedgerModel before = model.copy();
      one.expected = model.post(one.group, clock.instant());
      other.expected = model.post(other.group, clock.instant());
      if (!explains(one) || !explains(other)) {
        model = before;
        other.expected = model.post(other.group, clock.instant());
        one.expected = model.post(one.group, clock.instant());
      }
      check(one, false);
      check(other, false);
    }

    private static boolean explains(Pending pending) {
      List<Expected> expected = Objects.requireNonNull(pending.expected);
      List<Verdict> verdicts = Objects.requireNonNull(pending.verdicts);
      for (int at = 0; at < verdicts.size(); at++) {
        if (reason(verdicts.get(at)) != expected.get(at).reason()
            || verdicts.get(at).replayed() != expected.get(at).replayed()) {
          return false;
        }
      }
      return true;
    }

    private void check(Pending pending, boolean lenient) {
      List<Expected> expected = Objects.requireNonNull(pending.expected);
      List<Verdict> verdicts = Objects.requireNonNull(pending.verdicts);
      assertThat(verdicts).hasSameSizeAs(pending.group.instructions());
      for (int at = 0; at < verdicts.size(); at++) {
        compare(pending.group.instructions().get(at), expected.get(at), verdicts.get(at), lenient);
      }
    }

    private static @Nullable Reason reason(Verdict verdict) {
      return verdict instanceof Verdict.Refused refused ? refused.refusal().reason() : null;
    }

    private void compare(
        Instruction instruction, Expected expected, Verdict verdict, boolean lenient) {
      Reason reason = reason(verdict);
      assertThat(reason).as("%s: %s", instruction, verdict).isEqualTo(expected.reason());
      if (expected.replayed() || !lenient) {
        assertThat(verdict.replayed()).as("%s", instruction).isEqualTo(expected.replayed());
      }
      if (isRemembered(verdict)) {
        Verdict first = firstAnswers.putIfAbsent(KeyName.of(instruction), verdict.again());
        assertThat(first == null ? verdict.again() : first).isEqualTo(verdict.again());
        if (first == null) {
          learn(instruction, verdict);
        }
      }
    }

    // What was refused for another's sake is remembered if that one's refusal is.
    private static boolean isRemembered(Verdict verdict) {
      if (!(verdict instanceof Verdict.Refused refused)) {
        return true;
      }
      Reason reason = refused.refusal().reason();
      return reason == Reason.LINKED_REFUSED
          ? Reason.of(refused.refusal().details().getOrDefault("failed_reason", "")).remembered()
          : reason.remembered();
    }

    private void learn(Instruction instruction, Verdict verdict) {
      switch (verdict) {
        case Verdict.Posted posted -> learn(instruction, posted.transfer().id());
        case Verdict.Held held when instruction instanceof Hold ->
            learn(instruction, held.hold().id());
        case Verdict.Held _, Verdict.Refused _ -> {}
      }
    }

    private void learn(Instruction instruction, PaymentId id) {
      model.learn(instruction, id);
      instructions.learn(instruction.tenant(), id);
    }

    private void compareWithModel() {
      assertThat(count("payments")).isEqualTo(model.state().payments.size());
      assertThat(count("holds")).isEqualTo(model.state().holds.size());
      assertThat(count("idempotency_keys")).isEqualTo(model.state().answers.size());
      Map<String, BigInteger> balances = new HashMap<>();
      for (TenantId tenant : tenants) {
        for (Account account :
            fixture.accounts().list(new Accounts.Query(tenant, "", null, 100)).items()) {
          String name = LedgerModel.name(account);
          balances.put(name, BigInteger.valueOf(account.balanceMinor()));
          assertThat(BigInteger.valueOf(account.heldMinor())).isEqualTo(model.state().heldOn(name));
        }
      }
      assertThat(balances).isEqualTo(model.state().balances);
      mandates.forEach((word, mandate) ->
          assertThat(
                  fixture.count(
                      "mandates_of_tests where id = '%s' and left_minor = %s and uses = %s"
                          .formatted(
                              mandate,
                              model.state().amounts.get(word),
                              model.state().uses.get(word))))
              .isEqualTo(1));
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
