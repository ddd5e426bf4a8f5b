package dev.countersign.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.math3.stat.inference.MannWhitneyUTest;

/**
 * Two things about sign-in: whether the time of a refusal tells what was wrong, and how long a
 * hundred people at once have to wait.
 *
 * <p>Refusals are measured in one connection, their kinds in random order, and each kind is
 * compared with that of an unknown name by the rank test of Mann and Whitney. A small p-value would
 * mean that the kinds can be told apart.
 *
 * <pre>java -cp … dev.countersign.benchmarks.SignInRun [tries]</pre>
 */
final class SignInRun {
  private static final String PASSWORD = "load-run violet staple harbour";
  private static final String WRONG = "not the password of anybody";
  private static final int AT_ONCE = 100;

  /** How often a name may fail before it has to wait; one fewer is tried. */
  private static final int ALLOWED = 5;

  private static final Map<String, String> SETTINGS =
      Map.of(
          "COUNTERSIGN_LIMITS_AUTH", "1000000/1m",
          "COUNTERSIGN_BOOTSTRAP_ADMIN_EMAIL", "admin@example.com",
          "COUNTERSIGN_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD);

  /** What is wrong with a try. */
  private enum Kind {
    UNKNOWN,
    WRONG_PASSWORD,
    DISABLED,
    DISABLED_RIGHT_PASSWORD,
    THROTTLED_UNKNOWN,
    THROTTLED_KNOWN
  }

  private record Try(Kind kind, String email, String password) {}

  private final ServiceProcess service;
  private final Path directory;
  private final int tries;
  private final Random random = new Random(42);

  private SignInRun(ServiceProcess service, Path directory, int tries) {
    this.service = service;
    this.directory = directory;
    this.tries = tries;
  }

  static void main(String[] arguments)
      throws IOException, SQLException, InterruptedException, ExecutionException {
    int tries = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
    Path directory = Files.createTempDirectory("countersign-sign-in");
    try (ServiceProcess service = ServiceProcess.start(directory, SETTINGS)) {
      SignInRun run = new SignInRun(service, directory, tries);
      run.atOnce();
      run.timing();
    }
  }

  /** Row B048: all succeed, and the mean (total divided by their number) is below 0.1 s. */
  private void atOnce() throws IOException, InterruptedException, ExecutionException {
    List<String> people = register("crowd", AT_ONCE);
    for (int round = 0; round < 3; round++) {
      Duration total = signInAtOnce(people);
      System.out.printf(
          "%d sign-ins at once, round %d: all succeeded in %d ms, %.1f ms each%n",
          AT_ONCE, round, total.toMillis(), total.toNanos() / 1e6 / AT_ONCE);
    }
  }

  private Duration signInAtOnce(List<String> people)
      throws InterruptedException, ExecutionException {
    CountDownLatch go = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<Integer>> answers = new ArrayList<>();
      for (String person : people) {
        answers.add(
            threads.submit(() -> {
              go.await();
              return HttpLoad.once(service.base(), signIn(person, PASSWORD));
            }));
      }
      long begun = System.nanoTime();
      go.countDown();
      for (Future<Integer> answer : answers) {
        if (answer.get() != 200) {
          throw new IllegalStateException("a sign-in was answered " + answer.get());
        }
      }
      return Duration.ofNanos(System.nanoTime() - begun);
    }
  }

  private void timing() throws IOException, SQLException {
    int names = Math.ceilDiv(tries, ALLOWED - 1);
    List<String> known = register("known", names);
    List<String> disabled = register("disabled", 2 * names);
    disable(disabled);
    List<Try> all = new ArrayList<>();
    for (int at = 0; at < tries; at++) {
      int name = at % names;
      all.add(new Try(Kind.UNKNOWN, "unknown" + name + "@example.com", WRONG));
      all.add(new Try(Kind.WRONG_PASSWORD, known.get(name), WRONG));
      all.add(new Try(Kind.DISABLED, disabled.get(name), WRONG));
      all.add(new Try(Kind.DISABLED_RIGHT_PASSWORD, disabled.get(names + name), PASSWORD));
    }
    Map<Kind, double[]> refused = measure(all, 401);
    compare(
        refused, Kind.UNKNOWN, Kind.WRONG_PASSWORD, Kind.DISABLED, Kind.DISABLED_RIGHT_PASSWORD);

    List<Try> later = new ArrayList<>();
    for (int at = 0; at < tries; at++) {
      int name = at % names;
      later.add(new Try(Kind.THROTTLED_UNKNOWN, "unknown" + name + "@example.com", WRONG));
      later.add(new Try(Kind.THROTTLED_KNOWN, known.get(name), WRONG));
    }
    // The fifth failure of each name; from then on it has to wait.
    HttpLoad.times(
        service.base(), later.subList(0, 2 * names).stream().map(this::content).toList(), 401);
    compare(measure(later, 429), Kind.THROTTLED_UNKNOWN, Kind.THROTTLED_KNOWN);
  }

  private Map<Kind, double[]> measure(List<Try> ordered, int wanted) throws IOException {
    List<Try> shuffled = new ArrayList<>(ordered);
    Collections.shuffle(shuffled, random);
    double[] millis =
        HttpLoad.times(service.base(), shuffled.stream().map(this::content).toList(), wanted);
    Map<Kind, List<Double>> byKind = new EnumMap<>(Kind.class);
    for (int at = 0; at < millis.length; at++) {
      byKind.computeIfAbsent(shuffled.get(at).kind(), _ -> new ArrayList<>()).add(millis[at]);
    }
    Map<Kind, double[]> arrays = new EnumMap<>(Kind.class);
    byKind.forEach((kind, times) ->
        arrays.put(kind, times.stream().mapToDouble(Double::doubleValue).toArray()));
    return arrays;
  }

  private static void compare(Map<Kind, double[]> times, Kind reference, Kind... others) {
    double[] base = Objects.requireNonNull(times.get(reference));
    System.out.printf("%s: %d tries, median %.3f ms%n", reference, base.length, median(base));
    for (Kind other : others) {
      double[] these = Objects.requireNonNull(times.get(other));
      System.out.printf(
          "%s: %d tries, median %.3f ms, Mann-Whitney against %s p = %.3f%n",
          other,
          these.length,
          median(these),
          reference,
          new MannWhitneyUTest().mannWhitneyUTest(base, these));
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private List<String> register(String prefix, int count) throws IOException {
    List<String> people = new ArrayList<>();
    try (Api api = new Api(service.base())) {
      for (int at = 0; at < count; at++) {
        String email = prefix + at + "@example.com";
        api.post("/v1/auth/register", Map.of("email", email, "password", PASSWORD)).expect(201);
        people.add(email);
      }
    }
    return people;
  }

  // There is no door for this over HTTP; the run is on the machine of the database.
  private void disable(List<String> people) throws IOException, SQLException {
    Path postgres = directory.resolve("postgres");
    String password =
        Files.readString(
                postgres.resolve("secrets").resolve("countersign_superuser.password"),
                StandardCharsets.US_ASCII)
            .strip();
    String port =
        Files.readAllLines(postgres.resolve("data").resolve("postmaster.pid")).get(3).strip();
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/countersign",
                "countersign_superuser",
                password);
        PreparedStatement statement =
            connection.prepareStatement(
                """
                update users
                set status = 'disabled'
                where id in (select id from users order by created_at desc limit ?)
                """)) {
      statement.setInt(1, people.size());
      if (statement.executeUpdate() != people.size()) {
        throw new IllegalStateException("not everybody was disabled");
      }
    }
  }

  private byte[] content(Try each) {
    return signIn(each.email(), each.password());
  }

  private byte[] signIn(String email, String password) {
    return HttpLoad.request(
        "POST",
        service.base(),
        "/v1/auth/login",
        Map.of(),
        "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password));
  }
}
