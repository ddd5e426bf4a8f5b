package dev.countersign.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * How fast payments are, side by side with a ledger in PL/pgSQL on the same machine in one run:
 * over HTTP with token, limits and audit, spread over many accounts and into a single one, by 16
 * and by 32 clients; a stream of lines; a lone caller. Only 201 counts; other answers are printed.
 *
 * <pre>java -cp … dev.countersign.benchmarks.PaymentsRun [seconds]</pre>
 */
final class PaymentsRun {
  private static final String PASSWORD = "load-run violet staple harbour";
  private static final int PEOPLE = 64;
  private static final int LINES = 100_000;
  // So long it takes until the service's own code has been compiled; PostgreSQL's was beforehand.
  private static final Duration WARM_UP = Duration.ofSeconds(75);
  private static final int SET = 200;
  private static final int LONE_CALLS = 2_000;
  private static final Map<String, String> SETTINGS =
      Map.of(
          "COUNTERSIGN_LIMITS_WRITE", "10000000/1m",
          "COUNTERSIGN_LIMITS_AUTH", "10000000/1m",
          "COUNTERSIGN_LIMITS_ADMIN", "10000000/1m",
          "COUNTERSIGN_LIMITS_DEFAULT", "10000000/1m",
          "COUNTERSIGN_BOOTSTRAP_ADMIN_EMAIL", "admin@example.com",
          "COUNTERSIGN_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD);

  private final ServiceProcess service;
  private final Duration time;
  private final List<String> tokens = new ArrayList<>();
  private final AtomicLong keys = new AtomicLong();

  private PaymentsRun(ServiceProcess service, Duration time) {
    this.service = service;
    this.time = time;
  }

  static void main(String[] arguments) throws IOException, SQLException, InterruptedException {
    Duration time = Duration.ofSeconds(arguments.length > 0 ? Long.parseLong(arguments[0]) : 20);
    double peer;
    double raw;
    double lone;
    try (PeerLedger ledger = PeerLedger.start(Files.createTempDirectory("countersign-peer"))) {
      ledger.posting(32, false, time.dividedBy(2));
      peer = 0;
      for (int clients : List.of(16, 32)) {
        double spread = ledger.posting(clients, false, time);
        peer = Math.max(peer, spread);
        System.out.printf(
            "PL/pgSQL, %d clients: %.0f/s spread, %.0f/s into one account%n",
            clients, spread, ledger.posting(clients, true, time));
      }
      raw = ledger.setBased(SET, time);
      lone = ledger.loneMillis(LONE_CALLS);
      System.out.printf(
          "set-based SQL, %d a statement: %.0f/s; a lone PL/pgSQL call: %.2f ms%n", SET, raw, lone);
    }
    Path directory = Files.createTempDirectory("countersign-payments");
    try (ServiceProcess service = ServiceProcess.start(directory, SETTINGS)) {
      new PaymentsRun(service, time).measure(peer, raw, lone);
    }
  }

  private void measure(double peer, double raw, double loneCall)
      throws IOException, InterruptedException {
    open();
    for (long until = System.nanoTime() + WARM_UP.toNanos(); System.nanoTime() < until; ) {
      rate("warm-up", 32, this::spread);
    }
    double best = 0;
    double hot = 0;
    for (int clients : List.of(16, 32)) {
      best = Math.max(best, rate("spread", clients, this::spread));
      hot = Math.max(hot, rate("into one account", clients, this::hot));
    }
    System.out.printf("over HTTP: %.2f of PL/pgSQL; hot %.2f of spread%n", best / peer, hot / best);
    lines(LINES / 10);
    double streamed = lines(LINES);
    System.out.printf("lines: %.0f/s, %.2f of set-based SQL%n", streamed, streamed / raw);
    lone(loneCall);
    System.out.printf("resident memory of the service: %d MiB%n", service.residentMebibytes());
  }

  private void open() throws IOException {
    try (Api api = new Api(service.base())) {
      String admin =
          api.post("/v1/auth/login", Map.of("email", "admin@example.com", "password", PASSWORD))
              .expect(200)
              .text("access_token");
      for (int person = 0; person < PEOPLE; person++) {
        tokens.add(
            api.post("/v1/auth/register", Map.of("email", email(person), "password", PASSWORD))
                .expect(201)
                .text("access_token"));
        Map<String, String> deposit =
            Map.of(
                "recipient",
                email(person),
                "amount",
                "100000000.00",
                "currency",
                "USD",
                "reference",
                "opening-" + person);
        api.post("/v1/admin/deposits", admin, Map.of(), deposit).expect(201);
      }
    }
  }

  private double rate(String what, int clients, IntFunction<Supplier<byte[]>> requests) {
    ServiceProcess.Cpu before = service.cpu();
    HttpLoad.Figures figures = HttpLoad.run(service.base(), clients, time, requests);
    ServiceProcess.Cpu used = service.cpu().minus(before);
    long done = Math.max(1, figures.count(201));
    System.out.printf(
        "%s, %d clients: %.0f/s, p50 %.1f ms, p99 %.1f ms, CPU each: service %d µs, database %d µs,"
            + " answers %s%n",
        what,
        clients,
        figures.perSecond(201),
        figures.p50Millis(),
        figures.p99Millis(),
        used.service().toNanos() / 1000 / done,
        used.database().toNanos() / 1000 / done,
        figures.statuses());
    return figures.perSecond(201);
  }

  /** Payments a second, sent as lines by one client that reads once it has sent them all. */
  private double lines(int count) throws IOException, InterruptedException {
    StringBuilder text = new StringBuilder(count * 70);
    for (int line = 0; line < count; line++) {
      text.append(body(email(1 + line % (PEOPLE - 1)))).append('\n');
    }
    byte[] body = text.toString().getBytes(StandardCharsets.UTF_8);
    ServiceProcess.Cpu before = service.cpu();
    long begun = System.nanoTime();
    long completed = 0;
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(service.base().resolve("/v1/transactions/batch"))
              .header("Authorization", "Bearer " + tokens.getFirst())
              .header("Content-Type", "application/x-ndjson")
              .header("Idempotency-Key", "lines-" + keys.incrementAndGet())
              .POST(HttpRequest.BodyPublishers.ofByteArray(body))
              .build();
      HttpResponse<java.io.InputStream> response =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (BufferedReader verdicts =
          new BufferedReader(
              new InputStreamReader(response.body(), StandardCharsets.UTF_8), 1 << 16)) {
        for (String line = verdicts.readLine(); line != null; line = verdicts.readLine()) {
          completed += line.contains("\"completed\"") ? 1 : 0;
        }
      }
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    ServiceProcess.Cpu used = service.cpu().minus(before);
    System.out.printf(
        "%d lines, %d completed, in %.1f s, CPU each: service %d µs, database %d µs%n",
        count,
        completed,
        seconds,
        used.service().toNanos() / 1000 / Math.max(1, completed),
        used.database().toNanos() / 1000 / Math.max(1, completed));
    return completed / seconds;
  }

  private void lone(double loneCall) throws IOException {
    List<byte[]> payments = new ArrayList<>();
    List<byte[]> empty = new ArrayList<>();
    Supplier<byte[]> next = spread(0);
    for (int call = 0; call < LONE_CALLS; call++) {
      payments.add(next.get());
      empty.add(HttpLoad.request("GET", base(), "/health/live", Map.of(), ""));
    }
    double payment = median(HttpLoad.times(base(), payments, 201));
    double request = median(HttpLoad.times(base(), empty, 200));
    System.out.printf(
        "lone caller: p50 %.2f ms; an empty request %.2f ms; with a lone PL/pgSQL call %.2f times%n",
        payment, request, payment / (request + loneCall));
  }

  private static double median(double[] millis) {
    Arrays.sort(millis);
    return millis[millis.length / 2];
  }

  private Supplier<byte[]> spread(int person) {
    return () -> payment(person, email((person + 1 + (int) (keys.get() % (PEOPLE - 1))) % PEOPLE));
  }

  private Supplier<byte[]> hot(int person) {
    // Everybody pays person 0, who pays the next.
    return () -> payment(person, email(person == 0 ? 1 : 0));
  }

  private byte[] payment(int payer, String payee) {
    return HttpLoad.request(
        "POST",
        base(),
        "/v1/payments",
        Map.of(
            "Authorization", "Bearer " + tokens.get(payer),
            "Idempotency-Key", "load-" + keys.incrementAndGet()),
        body(payee));
  }

  private static String body(String payee) {
    return "{\"recipient\":\"%s\",\"amount\":\"0.01\",\"currency\":\"USD\"}".formatted(payee);
  }

  private URI base() {
    return service.base();
  }

  private static String email(int person) {
    return "person" + person + "@example.com";
  }
}
