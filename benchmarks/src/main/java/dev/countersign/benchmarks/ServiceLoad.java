package dev.countersign.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Starts the service on a new directory and measures it over HTTP: first and next start, payments
 * spread over many accounts and into a single one, requests for {@code /v1/me}, sign-ins, memory
 * and CPU. Only the wanted answers count; all others are printed.
 *
 * <pre>java -cp … dev.countersign.benchmarks.ServiceLoad [seconds] [connections]</pre>
 */
final class ServiceLoad {
  private static final String PASSWORD = "load-run violet staple harbour";
  private static final Map<String, String> SETTINGS =
      Map.of(
          "COUNTERSIGN_LIMITS", "off",
          "COUNTERSIGN_BOOTSTRAP_ADMIN_EMAIL", "admin@example.com",
          "COUNTERSIGN_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD);

  private final ServiceProcess service;
  private final int connections;
  private final Duration time;
  private final List<String> tokens = new ArrayList<>();
  private final AtomicLong keys = new AtomicLong();

  private ServiceLoad(ServiceProcess service, int connections, Duration time) {
    this.service = service;
    this.connections = connections;
    this.time = time;
  }

  static void main(String[] arguments) throws IOException {
    Duration time = Duration.ofSeconds(arguments.length > 0 ? Long.parseLong(arguments[0]) : 20);
    int connections = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 64;
    Path directory = Files.createTempDirectory("countersign-load");
    try (ServiceProcess first = ServiceProcess.start(directory, SETTINGS)) {
      System.out.printf("first start: %d ms%n", first.startedIn().toMillis());
    }
    try (ServiceProcess service = ServiceProcess.start(directory, SETTINGS)) {
      System.out.printf("next start: %d ms%n", service.startedIn().toMillis());
      new ServiceLoad(service, connections, time).measure();
    }
  }

  private void measure() throws IOException {
    open();
    report("warm-up", 201, this::spread);
    report("payments, spread", 201, this::spread);
    report("payments, one hot account", 201, this::hot);
    report("/v1/me", 200, this::me);
    report("sign-ins", 200, this::signIn);
    System.out.printf("resident memory of the service: %d MiB%n", service.residentMebibytes());
  }

  private void open() throws IOException {
    try (Api api = new Api(service.base())) {
      String admin =
          api.post("/v1/auth/login", Map.of("email", "admin@example.com", "password", PASSWORD))
              .expect(200)
              .text("access_token");
      for (int person = 0; person < connections; person++) {
        tokens.add(
            api.post("/v1/auth/register", Map.of("email", email(person), "password", PASSWORD))
                .expect(201)
                .text("access_token"));
        api.post(
                "/v1/admin/deposits",
                admin,
                Map.of(),
                Map.of(
                    "recipient",
                    email(person),
                    "amount",
                    "100000000.00",
                    "currency",
                    "USD",
                    "reference",
                    "opening-" + person))
            .expect(201);
      }
    }
  }

  private void report(String what, int wanted, IntFunction<Supplier<byte[]>> requests) {
    ServiceProcess.Cpu before = service.cpu();
    HttpLoad.Figures figures = HttpLoad.run(service.base(), connections, time, requests);
    ServiceProcess.Cpu used = service.cpu().minus(before);
    long done = Math.max(1, figures.count(wanted));
    System.out.printf(
        "%s: %.0f/s, p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, CPU per answer: service %d µs, database"
            + " %d µs, answers %s%n",
        what,
        figures.perSecond(wanted),
        figures.p50Millis(),
        figures.p95Millis(),
        figures.p99Millis(),
        used.service().toNanos() / 1000 / done,
        used.database().toNanos() / 1000 / done,
        figures.statuses());
  }

  private Supplier<byte[]> spread(int person) {
    return () ->
        payment(person, email((person + 1 + (int) (keys.get() % (connections - 1))) % connections));
  }

  private Supplier<byte[]> hot(int person) {
    // Everybody pays person 0, who pays the next.
    return () -> payment(person, email(person == 0 ? 1 : 0));
  }

  private Supplier<byte[]> me(int person) {
    byte[] request = HttpLoad.request("GET", base(), "/v1/me", authorization(person), "");
    return () -> request;
  }

  private Supplier<byte[]> signIn(int person) {
    byte[] request =
        HttpLoad.request(
            "POST",
            base(),
            "/v1/auth/login",
            Map.of(),
            "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email(person), PASSWORD));
    return () -> request;
  }

  private byte[] payment(int payer, String payee) {
    return HttpLoad.request(
        "POST",
        base(),
        "/v1/payments",
        Map.of(
            "Authorization", "Bearer " + tokens.get(payer),
            "Idempotency-Key", "load-" + keys.incrementAndGet()),
        "{\"recipient\":\"%s\",\"amount\":\"0.01\",\"currency\":\"USD\"}".formatted(payee));
  }

  private Map<String, String> authorization(int person) {
    return Map.of("Authorization", "Bearer " + tokens.get(person));
  }

  private URI base() {
    return service.base();
  }

  private static String email(int person) {
    return "person" + person + "@example.com";
  }
}
