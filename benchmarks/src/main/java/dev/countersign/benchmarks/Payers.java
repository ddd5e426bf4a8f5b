package dev.countersign.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** People with money at a service who pay one another, and how fast they get to. */
final class Payers {
  static final String PASSWORD = "load-run violet staple harbour";

  /** A first administrator, and limits that count and refuse nobody. */
  static final Map<String, String> SETTINGS =
      Map.of(
          "COUNTERSIGN_LIMITS_WRITE", "10000000/1m",
          "COUNTERSIGN_LIMITS_READ", "10000000/1m",
          "COUNTERSIGN_LIMITS_AUTH", "10000000/1m",
          "COUNTERSIGN_LIMITS_ADMIN", "10000000/1m",
          "COUNTERSIGN_LIMITS_DEFAULT", "10000000/1m",
          "COUNTERSIGN_BOOTSTRAP_ADMIN_EMAIL", "admin@example.com",
          "COUNTERSIGN_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD);

  // So long it takes until the service's own code has been compiled.
  private static final Duration WARM_UP = Duration.ofSeconds(75);
  private static final Duration WARM_UP_STEP = Duration.ofSeconds(15);

  private final ServiceProcess service;
  private final String administrator;
  private final List<String> tokens = new ArrayList<>();
  private final AtomicLong keys = new AtomicLong();

  private Payers(ServiceProcess service, String administrator) {
    this.service = service;
    this.administrator = administrator;
  }

  /** The settings with some more. */
  static Map<String, String> settings(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(SETTINGS);
    settings.putAll(more);
    return settings;
  }

  /** Registers people and deposits a hundred million dollars for each. */
  static Payers register(ServiceProcess service, int people) throws IOException {
    try (Api api = new Api(service.base())) {
      String admin =
          api.post("/v1/auth/login", Map.of("email", "admin@example.com", "password", PASSWORD))
              .expect(200)
              .text("access_token");
      Payers payers = new Payers(service, admin);
      for (int person = 0; person < people; person++) {
        payers.tokens.add(
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
      return payers;
    }
  }

  static String email(int person) {
    return "person" + person + "@example.com";
  }

  static String payment(String recipient) {
    return "{\"recipient\":\"%s\",\"amount\":\"0.01\",\"currency\":\"USD\"}".formatted(recipient);
  }

  /** Each pays everybody else in turn. */
  Supplier<byte[]> spread(int person) {
    int others = tokens.size() - 1;
    return () -> pay(person, email((person + 1 + (int) (keys.get() % others)) % tokens.size()));
  }

  /** Everybody pays the first, who pays the next. */
  Supplier<byte[]> hot(int person) {
    return () -> pay(person, email(person == 0 ? 1 : 0));
  }

  byte[] pay(int payer, String recipient) {
    Map<String, String> headers = new HashMap<>(authorization(payer));
    headers.put("Idempotency-Key", "load-" + keys.incrementAndGet());
    return HttpLoad.request("POST", service.base(), "/v1/payments", headers, payment(recipient));
  }

  Map<String, String> authorization(int person) {
    return Map.of("Authorization", "Bearer " + tokens.get(person));
  }

  /** Lets them pay until the service is as fast as it becomes. */
  void warmUp() {
    for (long until = System.nanoTime() + WARM_UP.toNanos(); System.nanoTime() < until; ) {
      rate("warm-up", 201, 32, WARM_UP_STEP, this::spread);
    }
  }

  /** Prints and returns how many answers of a status a second. */
  double rate(
      String what, int wanted, int clients, Duration time, IntFunction<Supplier<byte[]>> requests) {
    ServiceProcess.Cpu before = service.cpu();
    HttpLoad.Figures figures = HttpLoad.run(service.base(), clients, time, requests);
    ServiceProcess.Cpu used = service.cpu().minus(before);
    System.out.printf(
        "%s, %d clients: %.0f/s, p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, %s, answers %s%n",
        what,
        clients,
        figures.perSecond(wanted),
        figures.p50Millis(),
        figures.p95Millis(),
        figures.p99Millis(),
        each(used, figures.count(wanted)),
        figures.statuses());
    return figures.perSecond(wanted);
  }

  /**
   * Sends payments as lines, by one client that reads once it has sent them all; prints and returns
   * how many a second were paid.
   */
  double lines(int count, BodyPublisher lines) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(service.base().resolve("/v1/transactions/batch"))
            .header("Authorization", "Bearer " + tokens.getFirst())
            .header("Content-Type", "application/x-ndjson")
            .header("Idempotency-Key", "lines-" + keys.incrementAndGet())
            .POST(lines)
            .build();
    long memory = service.residentMebibytes();
    ServiceProcess.Cpu before = service.cpu();
    long begun = System.nanoTime();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<InputStream> response =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      double sent = (System.nanoTime() - begun) / 1e9;
      long paid = paid(response.body());
      double seconds = (System.nanoTime() - begun) / 1e9;
      System.out.printf(
          "%d lines: first answer read after %.1f s, %d paid in %.1f s: %.0f/s, %s, resident memory"
              + " of the service %d MiB before and %d MiB after%n",
          count,
          sent,
          paid,
          seconds,
          paid / seconds,
          each(service.cpu().minus(before), paid),
          memory,
          service.residentMebibytes());
      if (paid != count) {
        throw new IllegalStateException((count - paid) + " lines were not paid");
      }
      return paid / seconds;
    }
  }

  /**
   * A metric of the service.
   *
   * @param name as Prometheus reads it, without labels
   */
  double metric(String name) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(service.base().resolve("/metrics"))
            .header("Authorization", "Bearer " + administrator)
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request, HttpResponse.BodyHandlers.ofLines())
          .body()
          .filter(line -> line.startsWith(name + " "))
          .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("there is no metric " + name));
    }
  }

  private static long paid(InputStream answers) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answers, StandardCharsets.UTF_8), 1 << 16)) {
      return lines.lines().filter(line -> line.contains("\"completed\"")).count();
    }
  }

  private static String each(ServiceProcess.Cpu used, long done) {
    return "CPU each: service %d µs, database %d µs"
        .formatted(
            used.service().toNanos() / 1000 / Math.max(1, done),
            used.database().toNanos() / 1000 / Math.max(1, done));
  }
}
