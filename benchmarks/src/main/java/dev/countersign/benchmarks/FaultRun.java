package dev.countersign.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Clients pay each other, hold, capture, void and reverse while something happens to the service or
 * its database. A journal outside holds every intent and every acknowledgement. Afterwards each
 * intent is asked again under its key: what was acknowledged has to be answered as it was then,
 * what was not is done now or was done already, once. Then every balance and all that is held has
 * to be what the journal says: nothing lost, nothing doubled.
 *
 * <pre>java -cp … dev.countersign.benchmarks.FaultRun rounds stop-seconds folder fault…</pre>
 */
final class FaultRun {
  private static final int PEOPLE = 6;
  private static final int STRETCH = 10;
  private static final long OPENING_CENTS = 1_000_000;
  private static final Duration BACK_WITHIN = Duration.ofMinutes(2);
  private static final String PASSWORD = "fault-run violet staple harbour";
  private static final Map<String, String> SETTINGS =
      Map.of(
          // Most of a round is the service's start, which the quick compiler makes shorter.
          "JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1",
          "COUNTERSIGN_LIMITS", "off",
          "COUNTERSIGN_PASSWORDS_MEMORY_KIB", "64",
          "COUNTERSIGN_PASSWORDS_ITERATIONS", "1",
          "COUNTERSIGN_BOOTSTRAP_ADMIN_EMAIL", "admin@example.com",
          "COUNTERSIGN_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD);

  /** What a run came to. */
  record Result(int rounds, long acknowledged, long askedAgain, Duration longestRecovery) {}

  private final Path directory;
  private final Map<String, String> settings;
  private final Duration stop;
  private final Fault.Redis redis;
  private final SplittableRandom random;
  private final Journal journal = new Journal(PEOPLE);
  private ServiceProcess service;
  private long askedAgain;
  private Duration longest = Duration.ZERO;

  private FaultRun(Path directory, Fault.Redis redis, Duration stop, long seed) {
    this.redis = redis;
    this.directory = directory;
    this.settings = new TreeMap<>(SETTINGS);
    this.settings.putAll(redis.settings());
    this.stop = stop;
    this.random = new SplittableRandom(seed);
    this.service = ServiceProcess.start(directory, settings);
  }

  static void main(String[] arguments) throws IOException {
    Path directory = Files.createTempDirectory(Path.of(arguments[2]), "countersign-fault");
    List<Fault> faults = Arrays.stream(arguments).skip(3).map(Fault::valueOf).toList();
    Duration stop = Duration.ofSeconds(Long.parseLong(arguments[1]));
    System.out.println(
        play(directory, Integer.parseInt(arguments[0]), stop, 20260, Fault.Redis.NONE, faults));
    ServiceProcess.command(directory, "ledger", "verify");
  }

  /**
   * Plays rounds, a fault each; throws with a sentence at the first thing lost, doubled or changed.
   *
   * @param stop how long what is stopped or filled stays so
   */
  static Result play(
      Path directory, int rounds, Duration stop, long seed, Fault.Redis redis, List<Fault> faults) {
    FaultRun run = new FaultRun(directory, redis, stop, seed);
    try {
      return run.play(rounds, faults);
    } catch (IOException e) {
      throw new UncheckedIOException("seed " + seed, e);
    } finally {
      run.service.close();
    }
  }

  private Result play(int rounds, List<Fault> faults) throws IOException {
    open();
    for (int round = 0; round < rounds; round++) {
      Fault fault = faults.get(round % faults.size());
      long before = journal.size();
      Map<String, Integer> answers = payWhile(fault);
      Duration recovery;
      if (fault.endsTheService()) {
        service.close();
        service = ServiceProcess.start(directory, settings);
        recovery = service.startedIn();
      } else {
        recovery = awaitBack();
      }
      longest = longest.compareTo(recovery) > 0 ? longest : recovery;
      settle(journal.since(before));
      compare();
      System.out.printf("%s: %s, back after %d ms%n", fault, answers, recovery.toMillis());
      if ((round + 1) % STRETCH == 0 || round + 1 == rounds) {
        verifyAuditLog();
        System.out.printf(
            "%d of %d rounds, %d intents acknowledged and none lost%n",
            round + 1, rounds, journal.size());
      }
    }
    return new Result(rounds, journal.size(), askedAgain, longest);
  }

  private void open() throws IOException {
    try (Api api = new Api(service.base())) {
      String admin = signIn(api, "admin@example.com");
      for (int person = 0; person < PEOPLE; person++) {
        String email = Intent.email(person);
        api.post("/v1/auth/register", Map.of("email", email, "password", PASSWORD)).expect(201);
        Map<String, String> deposit =
            Map.of(
                "recipient",
                email,
                "amount",
                Intent.decimal(OPENING_CENTS),
                "currency",
                "USD",
                "reference",
                "opening-" + person);
        api.post("/v1/admin/deposits", admin, Map.of(), deposit).expect(201);
      }
    }
  }

  /** What clients were answered while it happened. */
  private Map<String, Integer> payWhile(Fault fault) throws IOException {
    Map<String, Integer> answers = new ConcurrentSkipListMap<>();
    AtomicBoolean isOver = new AtomicBoolean();
    long seed = random.nextLong();
    try (Api api = new Api(service.base());
        var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<String> tokens = tokens(api);
      List<Future<?>> paying = new ArrayList<>();
      for (int person = 0; person < PEOPLE; person++) {
        int asking = person;
        SplittableRandom own = new SplittableRandom(seed + person);
        paying.add(
            clients.submit(() -> {
              while (!isOver.get()) {
                Intent intent = journal.next(asking, own);
                boolean isCut = fault == Fault.CONNECTIONS_CUT && own.nextBoolean();
                String token = tokens.get(intent.actor());
                String answer =
                    isCut ? cut(service.base(), token, intent, own) : ask(api, token, intent);
                answers.merge(answer, 1, Integer::sum);
              }
            }));
      }
      try {
        LockSupport.parkNanos(Duration.ofMillis(300 + random.nextInt(900)).toNanos());
        fault.befall(new Fault.Scene(service, directory, stop, redis));
      } finally {
        isOver.set(true);
      }
      for (Future<?> client : paying) {
        client.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("a paying client failed", e);
    }
    return answers;
  }

  /** One try; an answer that never came leaves the intent open, to be asked again. */
  private String ask(Api api, String token, Intent intent) {
    try {
      Api.Answer answer = send(api, token, intent);
      if (answer.status() == 201) {
        journal.acknowledge(intent, answer.body());
      } else if (answer.status() != 503) {
        throw new IllegalStateException(intent.kind + " got " + answer);
      }
      return Integer.toString(answer.status());
    } catch (IOException noAnswer) {
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
      return "none";
    }
  }

  /** Asks, and closes the connection at some moment before the answer is read. */
  private static String cut(URI base, String token, Intent intent, SplittableRandom random) {
    byte[] request =
        HttpLoad.request(
            "POST",
            base,
            intent.path(),
            Map.of("Authorization", "Bearer " + token, "Idempotency-Key", intent.key),
            JsonMapper.shared().writeValueAsString(intent.body()));
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      socket.getOutputStream().write(request);
      LockSupport.parkNanos(Duration.ofMillis(random.nextInt(20)).toNanos());
    } catch (IOException gone) {
      return "none";
    }
    return "cut";
  }

  private static Api.Answer send(Api api, String token, Intent intent) throws IOException {
    return api.post(intent.path(), token, Map.of("Idempotency-Key", intent.key), intent.body());
  }

  /** Until payments are taken again; nobody lends a hand. */
  private Duration awaitBack() {
    long begun = System.nanoTime();
    long end = begun + BACK_WITHIN.toNanos();
    while (System.nanoTime() < end) {
      try (Api api = new Api(service.base())) {
        Intent intent = journal.next(0, random);
        if (ask(api, signIn(api, Intent.email(intent.actor())), intent).equals("201")) {
          return Duration.ofNanos(System.nanoTime() - begun);
        }
      } catch (IOException | IllegalStateException notYet) {
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
    }
    throw new IllegalStateException("the service has not come back within " + BACK_WITHIN);
  }

  private void settle(List<Intent> intents) throws IOException {
    try (Api api = new Api(service.base())) {
      List<String> tokens = tokens(api);
      for (Intent intent : intents) {
        JsonNode first = intent.answer();
        String token = tokens.get(intent.actor());
        if (first == null) {
          Api.Answer answer = send(api, token, intent);
          if (answer.status() != 201 && answer.status() != 200) {
            throw new IllegalStateException("asked again, " + intent.kind + " got " + answer);
          }
          first = answer.body();
          journal.acknowledge(intent, first);
          askedAgain++;
        }
        Api.Answer again = send(api, token, intent);
        if (again.status() != 200 || !again.body().equals(first)) {
          throw new IllegalStateException(
              "lost or changed: %s was %s, is now %s".formatted(intent.kind, first, again));
        }
      }
    }
  }

  private void compare() throws IOException {
    long[] balances = new long[PEOPLE];
    long[] held = new long[PEOPLE];
    Arrays.fill(balances, OPENING_CENTS);
    journal.apply(balances, held);
    try (Api api = new Api(service.base())) {
      List<String> tokens = tokens(api);
      for (int person = 0; person < PEOPLE; person++) {
        JsonNode account =
            api.get("/v1/account", tokens.get(person)).expect(200).body().path("accounts").path(0);
        String is =
            account.path("balance").asString("") + " and " + account.path("held").asString();
        String wanted = Intent.decimal(balances[person]) + " and " + Intent.decimal(held[person]);
        if (!is.equals(wanted)) {
          throw new IllegalStateException(
              "person %d has %s held, the journal says %s".formatted(person, is, wanted));
        }
      }
    }
  }

  // What one round did wrong to the log stays in it, so not every round need look.
  private void verifyAuditLog() throws IOException {
    try (Api api = new Api(service.base())) {
      Api.Answer verified =
          api.get("/v1/audit/verification", signIn(api, "admin@example.com")).expect(200);
      if (!verified.body().path("verified").asBoolean(false)) {
        throw new IllegalStateException("the audit log does not verify: " + verified.body());
      }
    }
  }

  private static List<String> tokens(Api api) throws IOException {
    List<String> tokens = new ArrayList<>();
    for (int person = 0; person < PEOPLE; person++) {
      tokens.add(signIn(api, Intent.email(person)));
    }
    return tokens;
  }

  private static String signIn(Api api, String email) throws IOException {
    return api.post("/v1/auth/login", Map.of("email", email, "password", PASSWORD))
        .expect(200)
        .text("access_token");
  }
}
