package dev.countersign.benchmarks;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.SequenceInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A batch of very many lines from a client that sends them all before it reads an answer, as the
 * JDK's own does: how fast, how many were paid, and what memory the service took meanwhile.
 *
 * <pre>java -cp … dev.countersign.benchmarks.LinesRun [lines]</pre>
 */
final class LinesRun {
  private static final String PASSWORD = "load-run violet staple harbour";
  private static final int BLOCK = 1_000;
  private static final Map<String, String> SETTINGS =
      Map.of(
          "COUNTERSIGN_LIMITS", "off",
          "COUNTERSIGN_BOOTSTRAP_ADMIN_EMAIL", "admin@example.com",
          "COUNTERSIGN_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD);

  private LinesRun() {}

  static void main(String[] arguments) throws IOException, InterruptedException {
    int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    Path directory = Files.createTempDirectory("countersign-lines");
    try (ServiceProcess service = ServiceProcess.start(directory, SETTINGS);
        Api api = new Api(service.base())) {
      String payer = register(api, "payer@example.com");
      register(api, "payee@example.com");
      String admin =
          api.post("/v1/auth/login", Map.of("email", "admin@example.com", "password", PASSWORD))
              .expect(200)
              .text("access_token");
      Map<String, String> deposit =
          Map.of(
              "recipient", "payer@example.com",
              "amount", "100000000.00",
              "currency", "USD",
              "reference", "opening");
      api.post("/v1/admin/deposits", admin, Map.of(), deposit).expect(201);
      send(service, payer, Math.min(count, 10 * BLOCK), "warm-up");
      send(service, payer, count, "lines");
    }
  }

  private static String register(Api api, String email) throws IOException {
    return api.post("/v1/auth/register", Map.of("email", email, "password", PASSWORD))
        .expect(201)
        .text("access_token");
  }

  private static void send(ServiceProcess service, String token, int count, String key)
      throws IOException, InterruptedException {
    long before = service.residentMebibytes();
    long begun = System.nanoTime();
    long completed = 0;
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(service.base().resolve("/v1/transactions/batch"))
              .header("Authorization", "Bearer " + token)
              .header("Content-Type", "application/x-ndjson")
              .header("Idempotency-Key", key)
              .POST(HttpRequest.BodyPublishers.ofInputStream(() -> lines(count)))
              .build();
      HttpResponse<InputStream> response =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      long sent = System.nanoTime();
      try (BufferedReader verdicts =
          new BufferedReader(
              new InputStreamReader(response.body(), StandardCharsets.UTF_8), 1 << 16)) {
        for (String line = verdicts.readLine(); line != null; line = verdicts.readLine()) {
          completed += line.contains("\"completed\"") ? 1 : 0;
        }
      }
      double seconds = (System.nanoTime() - begun) / 1e9;
      System.out.printf(
          "%s: status %d, %d sent, first answer read after %.1f s, %d completed in %.1f s: %.0f/s;"
              + " resident memory of the service %d MiB before, %d MiB after%n",
          key,
          response.statusCode(),
          count,
          (sent - begun) / 1e9,
          completed,
          seconds,
          completed / seconds,
          before,
          service.residentMebibytes());
    }
    if (completed != count) {
      throw new IllegalStateException((count - completed) + " lines were not paid");
    }
  }

  private static InputStream lines(int count) {
    byte[] block =
        "{\"recipient\":\"payee@example.com\",\"amount\":\"0.01\",\"currency\":\"USD\"}\n"
            .repeat(BLOCK)
            .getBytes(StandardCharsets.UTF_8);
    Enumeration<InputStream> blocks =
        Collections.enumeration(
            IntStream.range(0, count / BLOCK)
                .mapToObj(index -> (InputStream) new ByteArrayInputStream(block))
                .toList());
    return new SequenceInputStream(blocks);
  }
}
