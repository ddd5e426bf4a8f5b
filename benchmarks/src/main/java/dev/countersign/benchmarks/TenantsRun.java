package dev.countersign.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What many tenants cost a service that starts: the time until it is ready and its resident memory,
 * with 10 tenants and with 10,000, each the best of three starts. Each tenant is used once, by
 * somebody who registers there, before the service starts anew.
 *
 * <pre>java -cp … dev.countersign.benchmarks.TenantsRun [tenants]</pre>
 */
final class TenantsRun {
  private static final int FEW = 10;
  private static final int STARTS = 3;
  private static final String OPERATOR = "load-run violet staple harbour window teapot";
  private static final Map<String, String> SETTINGS =
      Map.of(
          "COUNTERSIGN_LIMITS", "off",
          "COUNTERSIGN_SUPER_ADMIN_KEY", OPERATOR,
          "COUNTERSIGN_PASSWORDS_MEMORY_KIB", "64",
          "COUNTERSIGN_PASSWORDS_ITERATIONS", "1");

  private TenantsRun() {}

  static void main(String[] arguments) throws IOException {
    int many = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
    Path directory = Files.createTempDirectory("countersign-tenants");
    make(directory, 0, FEW);
    measure(directory, FEW);
    make(directory, FEW, many);
    measure(directory, many);
  }

  private static void make(Path directory, int from, int to) throws IOException {
    try (ServiceProcess service = ServiceProcess.start(directory, SETTINGS);
        Api api = new Api(service.base())) {
      long begun = System.nanoTime();
      for (int tenant = from; tenant < to; tenant++) {
        String slug = "tenant-" + tenant;
        api.post(
                "/v1/admin/tenants",
                "",
                Map.of("X-Super-Admin-Key", OPERATOR),
                Map.of("slug", slug, "name", "Tenant " + tenant))
            .expect(201);
        api.post(
                "/v1/auth/register",
                "",
                Map.of("X-Tenant-ID", slug),
                Map.of("email", "ann@example.com", "password", "violet staple harbour window"))
            .expect(201);
      }
      System.out.printf(
          "%d tenants made, with a person and a signing key each, in %d s; then %d MiB%n",
          to - from, (System.nanoTime() - begun) / 1_000_000_000, service.residentMebibytes());
    }
  }

  private static void measure(Path directory, int tenants) {
    long readyMillis = Long.MAX_VALUE;
    long mebibytes = Long.MAX_VALUE;
    for (int start = 0; start < STARTS; start++) {
      try (ServiceProcess service = ServiceProcess.start(directory, SETTINGS)) {
        readyMillis = Math.min(readyMillis, service.startedIn().toMillis());
        mebibytes = Math.min(mebibytes, service.residentMebibytes());
      }
    }
    System.out.printf(
        "%d tenants: ready after %d ms, %d MiB resident%n", tenants, readyMillis, mebibytes);
  }
}
