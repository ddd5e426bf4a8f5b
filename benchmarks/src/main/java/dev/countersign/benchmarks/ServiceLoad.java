package dev.countersign.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Starts the service on a new directory and measures it over HTTP: first and next start, payments
 * spread over many accounts and into a single one, requests for {@code /v1/me}, sign-ins, memory
 * and CPU. Only the wanted answers count; all others are printed.
 *
 * <pre>java -cp … dev.countersign.benchmarks.ServiceLoad [seconds] [connections]</pre>
 */
final class ServiceLoad {
  private static final Map<String, String> SETTINGS =
      Payers.settings(Map.of("COUNTERSIGN_LIMITS", "off"));

  private final URI base;
  private final Payers payers;

  private ServiceLoad(ServiceProcess service, Payers payers) {
    this.base = service.base();
    this.payers = payers;
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
      Payers payers = Payers.register(service, connections);
      new ServiceLoad(service, payers).measure(connections, time);
      System.out.printf("resident memory of the service: %d MiB%n", service.residentMebibytes());
    }
  }

  private void measure(int connections, Duration time) {
    payers.rate("warm-up", 201, connections, time, payers::spread);
    payers.rate("payments, spread", 201, connections, time, payers::spread);
    payers.rate("payments, one hot account", 201, connections, time, payers::hot);
    payers.rate("/v1/me", 200, connections, time, this::me);
    payers.rate("sign-ins", 200, connections, time, this::signIn);
  }

  private Supplier<byte[]> me(int person) {
    byte[] request = HttpLoad.request("GET", base, "/v1/me", payers.authorization(person), "");
    return () -> request;
  }

  private Supplier<byte[]> signIn(int person) {
    byte[] request =
        HttpLoad.request(
            "POST",
            base,
            "/v1/auth/login",
            Map.of(),
            "{\"email\":\"%s\",\"password\":\"%s\"}"
                .formatted(Payers.email(person), Payers.PASSWORD));
    return () -> request;
  }
}
