package dev.countersign.benchmarks;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * What the audit trail costs payments: the same load with it and with one that forgets everything
 * ({@link ForgetfulAudit}), in turns; and how old the oldest event without a place in the log is
 * meanwhile.
 *
 * <pre>java -cp … dev.countersign.benchmarks.AuditRun [seconds]</pre>
 */
final class AuditRun {
  private static final int CLIENTS = 32;
  private static final int LINES = 100_000;
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  // The first twelve digits of an id are the millisecond in which it was made.
  private static final String OLDEST =
      """
      select coalesce(
        extract(epoch from clock_timestamp()) * 1000
          - ('x' || left(replace(min(event_id::text), '-', ''), 12))::bit(48)::bigint, 0)
      from audit_pending
      """;

  private AuditRun() {}

  static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException, SQLException {
    Duration time = Duration.ofSeconds(arguments.length > 0 ? Long.parseLong(arguments[0]) : 20);
    double[] with = run(time, true);
    double[] without = run(time, false);
    System.out.printf(
        "audit takes %.0f %% of spread payments, %.0f %% of lines%n",
        100 * (1 - with[0] / without[0]), 100 * (1 - with[1] / without[1]));
  }

  private static double[] run(Duration time, boolean audit)
      throws IOException, InterruptedException, ExecutionException, SQLException {
    Map<String, String> settings =
        audit
            ? Payers.SETTINGS
            : Payers.settings(Map.of("JAVA_TOOL_OPTIONS", "-D" + ForgetfulAudit.SWITCH + "=true"));
    String name = audit ? "with audit" : "without";
    Path directory = Files.createTempDirectory("countersign-audit");
    try (ServiceProcess service = ServiceProcess.start(directory, settings)) {
      Payers payers = Payers.register(service, CLIENTS);
      payers.warmUp();
      double spread =
          watching(
              service, () -> payers.rate(name + ", spread", 201, CLIENTS, time, payers::spread));
      String lines = (Payers.payment(Payers.email(1)) + "\n").repeat(LINES);
      payers.lines(LINES, BodyPublishers.ofString(lines));
      double streamed =
          watching(service, () -> payers.lines(LINES, BodyPublishers.ofString(lines)));
      return new double[] {spread, streamed};
    }
  }

  private interface Load {
    double run() throws IOException, InterruptedException;
  }

  private static double watching(ServiceProcess service, Load load)
      throws IOException, InterruptedException, ExecutionException {
    AtomicBoolean done = new AtomicBoolean();
    try (ExecutorService watcher = Executors.newSingleThreadExecutor()) {
      Future<List<Double>> ages = watcher.submit(() -> ages(service, done));
      double rate;
      try {
        rate = load.run();
      } finally {
        done.set(true);
      }
      List<Double> sorted = ages.get().stream().sorted().toList();
      System.out.printf(
          "oldest event without a place, %d looks: p50 %.0f ms, p99 %.0f ms, at most %.0f ms%n",
          sorted.size(),
          sorted.get(sorted.size() / 2),
          sorted.get(sorted.size() * 99 / 100),
          sorted.getLast());
      return rate;
    }
  }

  private static List<Double> ages(ServiceProcess service, AtomicBoolean done) throws SQLException {
    List<Double> ages = new ArrayList<>();
    try (Connection connection = service.database();
        Statement statement = connection.createStatement()) {
      while (!done.get()) {
        try (ResultSet row = statement.executeQuery(OLDEST)) {
          row.next();
          ages.add(row.getDouble(1));
        }
        LockSupport.parkNanos(LOOK_EVERY.toNanos());
      }
    }
    return ages;
  }
}
