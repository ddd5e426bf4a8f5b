package dev.countersign.benchmarks;

import dev.countersign.postgres.Credentials;
import dev.countersign.postgres.EmbeddedPostgres;
import dev.countersign.postgres.EmbeddedPostgresConfig;
import dev.countersign.postgres.RunningPostgres;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Two nodes on one database beside one: payments spread over many accounts, by as many clients in
 * all. Everything shares one machine, so two nodes cannot be faster than one; what is looked for is
 * how much they get in each other's way.
 *
 * <pre>java -cp … dev.countersign.benchmarks.NodesRun [seconds]</pre>
 */
final class NodesRun {
  private static final int CLIENTS = 32;

  private NodesRun() {}

  static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    Duration time = Duration.ofSeconds(arguments.length > 0 ? Long.parseLong(arguments[0]) : 20);
    Path first = Files.createTempDirectory("countersign-node");
    Path second = Files.createTempDirectory("countersign-node");
    try (ServiceProcess node = ServiceProcess.start(first, Payers.SETTINGS)) {
      Payers payers = Payers.register(node, CLIENTS);
      payers.warmUp();
      double alone = payers.rate("one node", 201, CLIENTS, time, payers::spread);
      shareKeys(first, second);
      try (ServiceProcess other =
          ServiceProcess.start(second, Payers.settings(databaseOf(first)))) {
        for (int warmUp = 0; warmUp < 3; warmUp++) {
          together(payers, List.of(node, other), Duration.ofSeconds(30));
        }
        double both = together(payers, List.of(node, other), time);
        System.out.printf("two nodes: %.0f/s, %.2f of one%n", both, both / alone);
      }
    }
  }

  private static double together(Payers payers, List<ServiceProcess> nodes, Duration time)
      throws InterruptedException, ExecutionException {
    int each = CLIENTS / nodes.size();
    double sum = 0;
    try (ExecutorService loads = Executors.newFixedThreadPool(nodes.size())) {
      List<Future<HttpLoad.Figures>> running =
          Stream.iterate(0, at -> at + 1)
              .limit(nodes.size())
              .map(at ->
                  loads.submit(() ->
                      HttpLoad.run(
                          nodes.get(at).base(),
                          each,
                          time,
                          client -> payers.spread(at * each + client))))
              .toList();
      for (Future<HttpLoad.Figures> load : running) {
        HttpLoad.Figures figures = load.get();
        System.out.printf(
            "  a node: %.0f/s, p50 %.1f ms, p99 %.1f ms, answers %s%n",
            figures.perSecond(201), figures.p50Millis(), figures.p99Millis(), figures.statuses());
        sum += figures.perSecond(201);
      }
    }
    return sum;
  }

  private static void shareKeys(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from.resolve("keys"))) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }

  private static Map<String, String> databaseOf(Path directory) {
    try (RunningPostgres postgres = EmbeddedPostgres.attach(EmbeddedPostgresConfig.in(directory))) {
      return Map.of(
          "COUNTERSIGN_DATABASE_URL", address(postgres.application()),
          "COUNTERSIGN_DATABASE_OWNER_URL", address(postgres.owner()));
    }
  }

  private static String address(Credentials credentials) {
    return "%s%suser=%s&password=%s"
        .formatted(
            credentials.url(),
            credentials.url().contains("?") ? "&" : "?",
            credentials.user(),
            URLEncoder.encode(credentials.password(), StandardCharsets.UTF_8));
  }
}
