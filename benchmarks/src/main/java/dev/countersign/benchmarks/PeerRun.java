package dev.countersign.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * The service and Keycloak side by side: on one PostgreSQL, warmed, in turns, each alone under load
 * while the other stands idle. What is compared is CPU time per wanted answer, of the process and
 * of the database together, because the machine is shared and time on the clock tells little.
 *
 * <pre>java -cp … dev.countersign.benchmarks.PeerRun keycloak-folder [seconds] [rounds]</pre>
 */
final class PeerRun {
  private static final int PEOPLE = 16;
  private static final String PASSWORD = Keycloak.PASSWORD;
  private static final int KEYCLOAK_PORT = 18_180;
  private static final int WARM_ANSWERS = 5_000;
  private static final Duration WARM_MAX = Duration.ofMinutes(2);

  /** The same cost as Keycloak's own, and what production has on by default. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "COUNTERSIGN_LIMITS", "off",
          "COUNTERSIGN_PASSWORDS_MEMORY_KIB", "7168",
          "COUNTERSIGN_PASSWORDS_ITERATIONS", "5",
          "COUNTERSIGN_PASSWORDS_PARALLELISM", "1",
          "COUNTERSIGN_BOOTSTRAP_ADMIN_EMAIL", "admin@example.com",
          "COUNTERSIGN_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD);

  private final ServiceProcess service;
  private final Keycloak keycloak;
  private final Duration time;
  private final int rounds;
  private final List<String> ours = new ArrayList<>();
  private final List<String> ourKeys = new ArrayList<>();
  private final List<String> theirs = new ArrayList<>();
  private String client = "";

  private PeerRun(ServiceProcess service, Keycloak keycloak, Duration time, int rounds) {
    this.service = service;
    this.keycloak = keycloak;
    this.time = time;
    this.rounds = rounds;
  }

  static void main(String[] arguments) throws IOException, SQLException {
    Path folder = Path.of(arguments[0]);
    Duration time = Duration.ofSeconds(arguments.length > 1 ? Long.parseLong(arguments[1]) : 8);
    int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
    Path directory = Files.createTempDirectory("countersign-peer");
    try (ServiceProcess service = ServiceProcess.start(directory, SETTINGS);
        Keycloak keycloak = Keycloak.start(folder, database(directory), KEYCLOAK_PORT)) {
      new PeerRun(service, keycloak, time, rounds).measure();
    }
  }

  /** A database of its own on the service's server, made with the superuser's password. */
  private static Keycloak.Database database(Path directory) throws IOException, SQLException {
    Path postgres = directory.resolve("postgres");
    String password =
        Files.readString(
                postgres.resolve("secrets").resolve("countersign_superuser.password"),
                StandardCharsets.US_ASCII)
            .strip();
    String port =
        Files.readAllLines(postgres.resolve("data").resolve("postmaster.pid")).get(3).strip();
    String server = "jdbc:postgresql://127.0.0.1:" + port + "/";
    try (Connection connection =
            DriverManager.getConnection(server + "postgres", "countersign_superuser", password);
        Statement statement = connection.createStatement()) {
      statement.execute("create role keycloak login password '" + Keycloak.SECRET + "'");
      statement.execute("create database keycloak owner keycloak");
    }
    return new Keycloak.Database(server + "keycloak", "keycloak", Keycloak.SECRET);
  }

  private void measure() throws IOException {
    open();
    requireActive(service.base(), "/oauth2/introspect", client, ours.getFirst());
    requireActive(
        keycloak.base(),
        "/realms/bench/protocol/openid-connect/token/introspect",
        basic("api", Keycloak.SECRET),
        theirs.getFirst());
    compare("introspection", 2, this::ourIntrospection, this::theirIntrospection);
    compare("/v1/me against userinfo", 2, this::ourMe, this::theirUserInfo);
    compare("/v1/me by API key against userinfo", 1, this::ourMeByKey, this::theirUserInfo);
    compare("client-credential grant", 2, this::ourGrant, this::theirGrant);
    // Last, because it ends the sessions of the tokens above: the oldest make room.
    compare("sign-in (Argon2id, 7 MiB, 5 passes)", 3.5, this::ourSignIn, this::theirSignIn);
  }

  private void open() throws IOException {
    keycloak.open(PEOPLE);
    try (Api api = new Api(service.base())) {
      String admin =
          api.post("/v1/auth/login", Map.of("email", "admin@example.com", "password", PASSWORD))
              .expect(200)
              .text("access_token");
      Api.Answer registered =
          api.post(
                  "/v1/admin/clients",
                  admin,
                  Map.of(),
                  Map.of("name", "bench", "may_introspect", true, "scopes", List.of("read")))
              .expect(201);
      client =
          basic(
              registered.body().path("client").path("client_id").asString(),
              registered.text("client_secret"));
      for (int person = 0; person < PEOPLE; person++) {
        ours.add(
            api.post("/v1/auth/register", Map.of("email", email(person), "password", PASSWORD))
                .expect(201)
                .text("access_token"));
        ourKeys.add(
            api.post("/v1/api-keys", ours.getLast(), Map.of(), Map.of("name", "bench"))
                .expect(201)
                .text("api_key"));
        theirs.add(keycloak.token(person));
      }
    }
  }

  /**
   * What answers took.
   *
   * @param p99Millis of the slowest round
   */
  private record Spent(long answers, Duration process, Duration database, double p99Millis) {
    static final Spent NOTHING = new Spent(0, Duration.ZERO, Duration.ZERO, 0);

    Spent plus(Spent more) {
      return new Spent(
          answers + more.answers,
          process.plus(more.process),
          database.plus(more.database),
          Math.max(p99Millis, more.p99Millis));
    }

    double millisEach() {
      return process.plus(database).toNanos() / 1e6 / Math.max(1, answers);
    }

    String text() {
      return "%.3f ms (process %.3f, database %.3f; %d answers, p99 %.1f ms)"
          .formatted(
              millisEach(),
              process.toNanos() / 1e6 / Math.max(1, answers),
              database.toNanos() / 1e6 / Math.max(1, answers),
              answers,
              p99Millis);
    }
  }

  private void compare(
      String what,
      double wanted,
      IntFunction<Supplier<byte[]>> ourRequests,
      IntFunction<Supplier<byte[]>> theirRequests) {
    warm(ourRequests, theirRequests);
    Spent us = Spent.NOTHING;
    Spent them = Spent.NOTHING;
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      Spent ourRound = spentByUs(ourRequests);
      Spent theirRound = spentByThem(theirRequests);
      ratios.add(theirRound.millisEach() / ourRound.millisEach());
      us = us.plus(ourRound);
      them = them.plus(theirRound);
    }
    System.out.printf(
        "%s: CPU per answer, Countersign %s, Keycloak %s; ratio %.2f (wanted %.1f), by round %s%n",
        what,
        us.text(),
        them.text(),
        them.millisEach() / us.millisEach(),
        wanted,
        ratios.stream().map("%.2f"::formatted).toList());
  }

  // Both compile what is hot while it is hot: until then there is nothing to measure. How many
  // answers that takes does not depend on how busy the machine is.
  private void warm(
      IntFunction<Supplier<byte[]>> ourRequests, IntFunction<Supplier<byte[]>> theirRequests) {
    long end = System.nanoTime() + WARM_MAX.toNanos();
    long ours = 0;
    long theirs = 0;
    while (Math.min(ours, theirs) < WARM_ANSWERS && System.nanoTime() < end) {
      ours += spentByUs(ourRequests).answers();
      theirs += spentByThem(theirRequests).answers();
    }
    System.out.printf("warmed by %d and %d answers%n", ours, theirs);
  }

  private Spent spentByUs(IntFunction<Supplier<byte[]>> requests) {
    ServiceProcess.Cpu before = service.cpu();
    HttpLoad.Figures figures = HttpLoad.run(service.base(), PEOPLE, time, requests);
    ServiceProcess.Cpu used = service.cpu().minus(before);
    return new Spent(
        onlyWanted("Countersign", figures), used.service(), used.database(), figures.p99Millis());
  }

  private Spent spentByThem(IntFunction<Supplier<byte[]>> requests) {
    Duration before = keycloak.cpu();
    Duration databaseBefore = service.cpu().database();
    HttpLoad.Figures figures = HttpLoad.run(keycloak.base(), PEOPLE, time, requests);
    return new Spent(
        onlyWanted("Keycloak", figures),
        keycloak.cpu().minus(before),
        service.cpu().database().minus(databaseBefore),
        figures.p99Millis());
  }

  private static long onlyWanted(String who, HttpLoad.Figures figures) {
    if (figures.statuses().size() != 1 || figures.count(200) == 0) {
      throw new IllegalStateException(who + " answered " + figures.statuses());
    }
    return figures.count(200);
  }

  private Supplier<byte[]> ourSignIn(int person) {
    byte[] request =
        HttpLoad.request(
            "POST",
            service.base(),
            "/v1/auth/login",
            Map.of(),
            "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email(person), PASSWORD));
    return () -> request;
  }

  private Supplier<byte[]> theirSignIn(int person) {
    return form(
        keycloak.base(),
        "/realms/bench/protocol/openid-connect/token",
        Map.of(),
        Keycloak.signIn(person));
  }

  private Supplier<byte[]> ourIntrospection(int person) {
    return form(
        service.base(),
        "/oauth2/introspect",
        Map.of("Authorization", client),
        "token=" + ours.get(person));
  }

  private Supplier<byte[]> theirIntrospection(int person) {
    return form(
        keycloak.base(),
        "/realms/bench/protocol/openid-connect/token/introspect",
        Map.of("Authorization", basic("api", Keycloak.SECRET)),
        "token=" + theirs.get(person));
  }

  private Supplier<byte[]> ourMe(int person) {
    byte[] request =
        HttpLoad.request("GET", service.base(), "/v1/me", bearer(ours.get(person)), "");
    return () -> request;
  }

  private Supplier<byte[]> ourMeByKey(int person) {
    byte[] request =
        HttpLoad.request(
            "GET", service.base(), "/v1/me", Map.of("X-API-Key", ourKeys.get(person)), "");
    return () -> request;
  }

  private Supplier<byte[]> ourGrant(int program) {
    return form(
        service.base(),
        "/oauth2/token",
        Map.of("Authorization", client),
        "grant_type=client_credentials");
  }

  private Supplier<byte[]> theirGrant(int program) {
    return form(
        keycloak.base(),
        "/realms/bench/protocol/openid-connect/token",
        Map.of("Authorization", basic("api", Keycloak.SECRET)),
        "grant_type=client_credentials");
  }

  private Supplier<byte[]> theirUserInfo(int person) {
    byte[] request =
        HttpLoad.request(
            "GET",
            keycloak.base(),
            "/realms/bench/protocol/openid-connect/userinfo",
            bearer(theirs.get(person)),
            "");
    return () -> request;
  }

  private static Supplier<byte[]> form(
      URI base, String path, Map<String, String> headers, String body) {
    Map<String, String> all = new HashMap<>(headers);
    all.put("Content-Type", "application/x-www-form-urlencoded");
    byte[] request = HttpLoad.request("POST", base, path, all, body);
    return () -> request;
  }

  // Saying of a token that it is no good is less work than saying what is in it.
  private static void requireActive(URI base, String path, String client, String token)
      throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path))
            .header("Authorization", client)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("token=" + token))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      String answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
      if (!answer.contains("\"active\":true")) {
        throw new IllegalStateException(base + path + " says " + answer);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static Map<String, String> bearer(String token) {
    return Map.of("Authorization", "Bearer " + token);
  }

  private static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  private static String email(int person) {
    return "person" + person + "@example.com";
  }
}
