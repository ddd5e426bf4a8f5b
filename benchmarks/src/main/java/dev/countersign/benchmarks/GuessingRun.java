package dev.countersign.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * Guessing passwords over HTTP, with limits as they are shipped: from 10,000 addresses, told by a
 * proxy, at one account, and from one address at 10,000 accounts. Prints how many tries were let
 * through to the hash (answered 401, after a password was held against it) and how many were told
 * to wait (429), and whether the account's owner gets in from where they always did.
 *
 * <pre>java -cp … dev.countersign.benchmarks.GuessingRun [tries] [connections]</pre>
 */
final class GuessingRun {
  private static final String PASSWORD = "load-run violet staple harbour";
  private static final String VICTIM = "victim@example.com";
  private static final String HOME = "192.0.2.1";
  private static final String ATTACKER = "203.0.113.8";

  private static final Map<String, String> SETTINGS =
      Map.of(
          "COUNTERSIGN_PROXIES", "127.0.0.1,::1",
          "COUNTERSIGN_REGISTRATION", "immediate",
          "COUNTERSIGN_BOOTSTRAP_ADMIN_EMAIL", "admin@example.com",
          "COUNTERSIGN_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD);

  private final Api api;
  private final int tries;
  private final int connections;

  private GuessingRun(Api api, int tries, int connections) {
    this.api = api;
    this.tries = tries;
    this.connections = connections;
  }

  /** One guess: from where, and at whose account. */
  private record Guess(String address, String email) {}

  static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    int tries = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
    int connections = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 16;
    Path directory = Files.createTempDirectory("countersign-guessing");
    try (ServiceProcess service = ServiceProcess.start(directory, SETTINGS);
        Api api = new Api(service.base())) {
      GuessingRun run = new GuessingRun(api, tries, connections);
      run.prepare();
      run.attack(tries + " addresses at one account", i -> new Guess(address(i), VICTIM));
      run.owner();
      run.attack(
          "one address at " + tries + " accounts",
          i -> new Guess(ATTACKER, "account" + i + "@example.com"));
    }
  }

  private void prepare() throws IOException {
    api.post(
            "/v1/auth/register",
            "",
            Map.of("X-Forwarded-For", HOME),
            Map.of("email", VICTIM, "password", PASSWORD))
        .expect(201);
    signIn(new Guess(HOME, VICTIM), PASSWORD).expect(200);
  }

  private void owner() throws IOException {
    System.out.printf(
        "the owner, from where they registered, with the right password: %d; from elsewhere: %d%n",
        signIn(new Guess(HOME, VICTIM), PASSWORD).status(),
        signIn(new Guess("192.0.2.200", VICTIM), PASSWORD).status());
  }

  private void attack(String name, IntFunction<Guess> guesses)
      throws InterruptedException, ExecutionException {
    AtomicInteger next = new AtomicInteger();
    long begun = System.nanoTime();
    Map<Integer, Integer> answers = new HashMap<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      List<Future<Map<Integer, Integer>>> counts = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        counts.add(threads.submit(() -> guess(next, guesses)));
      }
      for (Future<Map<Integer, Integer>> count : counts) {
        count.get().forEach((status, number) -> answers.merge(status, number, Integer::sum));
      }
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    int judged = answers.getOrDefault(401, 0);
    int refused = answers.getOrDefault(429, 0);
    System.out.printf(
        "%s: %d tries in %.1f s, %d let through to the hash, %d told to wait (429), %d else%n",
        name, tries, took.toMillis() / 1e3, judged, refused, tries - judged - refused);
  }

  private Map<Integer, Integer> guess(AtomicInteger next, IntFunction<Guess> guesses) {
    Map<Integer, Integer> answers = new HashMap<>();
    for (int i = next.getAndIncrement(); i < tries; i = next.getAndIncrement()) {
      try {
        answers.merge(signIn(guesses.apply(i), "a guess, number " + i).status(), 1, Integer::sum);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return answers;
  }

  private Api.Answer signIn(Guess guess, String password) throws IOException {
    return api.post(
        "/v1/auth/login",
        "",
        Map.of("X-Forwarded-For", guess.address()),
        Map.of("email", guess.email(), "password", password));
  }

  // Of the range for benchmarks (RFC 2544), which holds 131,072.
  private static String address(int number) {
    return "198." + (18 + (number >> 16 & 1)) + "." + (number >> 8 & 255) + "." + (number & 255);
  }
}
