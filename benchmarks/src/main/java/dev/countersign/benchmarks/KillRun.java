package dev.countersign.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients pay each other while the service, its database or both are killed with SIGKILL. A journal
 * outside the service holds every intent and every acknowledgement; after each restart each
 * acknowledged payment must stand as it was acknowledged, each unanswered one is asked again under
 * its key, and every balance must be what the journal says: nothing lost, nothing doubled.
 */
final class KillRun {
  private static final int PEOPLE = 6;
  private static final int STRETCH = 10;
  private static final long OPENING_CENTS = 1_000_000;
  private static final String PASSWORD = "kill-run violet staple harbour";
  private static final Map<String, String> SETTINGS =
      Map.of(
          // Most of a round is the service's start, which the quick compiler makes shorter.
          "JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1",
          "COUNTERSIGN_LIMITS", "off",
          "COUNTERSIGN_PASSWORDS_MEMORY_KIB", "64",
          "COUNTERSIGN_PASSWORDS_ITERATIONS", "1",
          "COUNTERSIGN_BOOTSTRAP_ADMIN_EMAIL", "admin@example.com",
          "COUNTERSIGN_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD);

  /** What is killed. */
  enum Victim {
    SERVICE,
    DATABASE,
    BOTH
  }

  /** One intent to pay and, once acknowledged, the payment's id. */
  private static final class Intent {
    final String key;
    final int from;
    final int to;
    final long cents;
    String id = "";

    Intent(String key, int from, int to, long cents) {
      this.key = key;
      this.from = from;
      this.to = to;
      this.cents = cents;
    }
  }

  /** What a run came to. */
  record Result(int rounds, long acknowledged, long askedAgain, Duration longestRecovery) {}

  private final Path directory;
  private final SplittableRandom random;
  private final List<Intent> journal = new ArrayList<>();
  private long keys;

  private KillRun(Path directory, long seed) {
    this.directory = directory;
    this.random = new SplittableRandom(seed);
  }

  /** Plays rounds; throws with a sentence at the first thing lost, doubled or changed. */
  static Result play(Path directory, int rounds, long seed) {
    try {
      return new KillRun(directory, seed).play(rounds);
    } catch (IOException e) {
      throw new UncheckedIOException("seed " + seed, e);
    }
  }

  private Result play(int rounds) throws IOException {
    Duration longest = Duration.ZERO;
    long askedAgain = 0;
    ServiceProcess service = ServiceProcess.start(directory, SETTINGS);
    try {
      open(service);
      for (int round = 0; round < rounds; round++) {
        Victim victim = Victim.values()[(round + random.nextInt(2)) % Victim.values().length];
        List<Intent> intents = payWhileKilling(service, victim);
        service.close();
        service = ServiceProcess.start(directory, SETTINGS);
        longest = longest.compareTo(service.startedIn()) > 0 ? longest : service.startedIn();
        askedAgain += settle(service, intents);
        journal.addAll(intents);
        compare(service);
        if ((round + 1) % STRETCH == 0 || round + 1 == rounds) {
          verifyAuditLog(service);
          System.out.printf(
              "%d of %d rounds, %d payments acknowledged and none lost%n",
              round + 1, rounds, journal.size());
        }
      }
      return new Result(rounds, journal.size(), askedAgain, longest);
    } finally {
      service.close();
    }
  }

  private void open(ServiceProcess service) throws IOException {
    try (Api api = new Api(service.base())) {
      String admin = signIn(api, "admin@example.com");
      for (int person = 0; person < PEOPLE; person++) {
        api.post("/v1/auth/register", Map.of("email", email(person), "password", PASSWORD))
            .expect(201);
        api.post(
                "/v1/admin/deposits",
                admin,
                Map.of(),
                Map.of(
                    "recipient",
                    email(person),
                    "amount",
                    decimal(OPENING_CENTS),
                    "currency",
                    "USD",
                    "reference",
                    "opening-" + person))
            .expect(201);
      }
    }
  }

  private List<Intent> payWhileKilling(ServiceProcess service, Victim victim) throws IOException {
    ConcurrentLinkedQueue<Intent> intents = new ConcurrentLinkedQueue<>();
    AtomicBoolean stop = new AtomicBoolean();
    long seed = random.nextLong();
    try (Api api = new Api(service.base());
        var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<String> tokens = tokens(api);
      List<Future<?>> paying = new ArrayList<>();
      for (int person = 0; person < PEOPLE; person++) {
        int from = person;
        SplittableRandom own = new SplittableRandom(seed + person);
        paying.add(
            clients.submit(() -> {
              while (!stop.get()) {
                int to = (from + 1 + own.nextInt(PEOPLE - 1)) % PEOPLE;
                Intent intent = new Intent(nextKey(), from, to, 1 + own.nextLong(500));
                intents.add(intent);
                tryToPay(api, tokens.get(from), intent);
              }
            }));
      }
      LockSupport.parkNanos(Duration.ofMillis(300 + random.nextInt(900)).toNanos());
      if (victim != Victim.SERVICE) {
        service.killDatabase();
      }
      if (victim == Victim.DATABASE) {
        // The service is to live on, restart its database and go on paying.
        LockSupport.parkNanos(Duration.ofMillis(2500).toNanos());
      } else {
        service.kill();
      }
      stop.set(true);
      for (Future<?> client : paying) {
        client.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("a paying client failed", e);
    }
    return List.copyOf(intents);
  }

  /** One try; an answer that never came leaves the intent open. */
  private static void tryToPay(Api api, String token, Intent intent) {
    try {
      Api.Answer answer = pay(api, token, intent);
      if (answer.status() == 201) {
        intent.id = answer.text("id");
      } else if (answer.status() != 503) {
        throw new IllegalStateException("a payment got " + answer.status() + ": " + answer.body());
      }
    } catch (IOException noAnswer) {
      // The intent stays open in the journal and is asked again after the restart.
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  private long settle(ServiceProcess service, List<Intent> intents) throws IOException {
    long asked = 0;
    try (Api api = new Api(service.base())) {
      List<String> tokens = tokens(api);
      for (Intent intent : intents) {
        if (intent.id.isEmpty()) {
          Api.Answer answer = pay(api, tokens.get(intent.from), intent);
          if (answer.status() != 201 && answer.status() != 200) {
            throw new IllegalStateException("asked again, got " + answer);
          }
          intent.id = answer.text("id");
          asked++;
        } else {
          Api.Answer kept = api.get("/v1/payments/" + intent.id, tokens.get(intent.from));
          if (kept.status() != 200 || !kept.text("amount").equals(decimal(intent.cents))) {
            throw new IllegalStateException("lost or changed: " + intent.id + " is now " + kept);
          }
        }
      }
    }
    return asked;
  }

  private void compare(ServiceProcess service) throws IOException {
    long[] expected = new long[PEOPLE];
    Arrays.fill(expected, OPENING_CENTS);
    for (Intent intent : journal) {
      expected[intent.from] -= intent.cents;
      expected[intent.to] += intent.cents;
    }
    try (Api api = new Api(service.base())) {
      List<String> tokens = tokens(api);
      for (int person = 0; person < PEOPLE; person++) {
        String balance =
            api.get("/v1/account", tokens.get(person))
                .expect(200)
                .body()
                .path("accounts")
                .path(0)
                .path("balance")
                .asString("");
        if (!balance.equals(decimal(expected[person]))) {
          throw new IllegalStateException(
              "person %d has %s, the journal says %s"
                  .formatted(person, balance, decimal(expected[person])));
        }
      }
    }
  }

  // What one round did wrong to the log stays in it, so not every round need look.
  private static void verifyAuditLog(ServiceProcess service) throws IOException {
    try (Api api = new Api(service.base())) {
      Api.Answer verified =
          api.get("/v1/audit/verification", signIn(api, "admin@example.com")).expect(200);
      if (!verified.body().path("verified").asBoolean(false)) {
        throw new IllegalStateException("the audit log does not verify: " + verified.body());
      }
    }
  }

  private static Api.Answer pay(Api api, String token, Intent intent) throws IOException {
    return api.post(
        "/v1/payments",
        token,
        Map.of("Idempotency-Key", intent.key),
        Map.of(
            "recipient", email(intent.to),
            "amount", decimal(intent.cents),
            "currency", "USD"));
  }

  private static List<String> tokens(Api api) throws IOException {
    List<String> tokens = new ArrayList<>();
    for (int person = 0; person < PEOPLE; person++) {
      tokens.add(signIn(api, email(person)));
    }
    return tokens;
  }

  private static String signIn(Api api, String email) throws IOException {
    return api.post("/v1/auth/login", Map.of("email", email, "password", PASSWORD))
        .expect(200)
        .text("access_token");
  }

  private synchronized String nextKey() {
    return "kill-" + keys++;
  }

  private static String email(int person) {
    return "person" + person + "@example.com";
  }

  private static String decimal(long cents) {
    return BigDecimal.valueOf(cents, 2).toPlainString();
  }
}
