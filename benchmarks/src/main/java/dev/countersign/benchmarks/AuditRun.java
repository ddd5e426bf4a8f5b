package dev.countersign.benchmarks;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
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
  private static final int LINES = 50_000;
  private static final int TURNS = 9;
  private static final String LINE = Payers.payment(Payers.email(1)) + "\n";
  private static final Map<String, String> FORGETFUL =
      Payers.settings(Map.of("JAVA_TOOL_OPTIONS", "-D" + ForgetfulAudit.SWITCH + "=true"));
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
    Duration time = Duration.ofSeconds(arguments.length > 0 ? Long.parseLong(arguments[0]) : 5);
    try (Side with = Side.start("with audit", Payers.SETTINGS);
        Side without = Side.start("without", FORGETFUL)) {
      System.out.printf(
          "audit takes %.0f %% of spread payments%n",
          inTurns(with, without, side -> side.spread(time)));
      System.out.printf("audit takes %.0f %% of lines%n", inTurns(with, without, Side::lines));
    }
  }

  private interface Round {
    double run(Side side)
        throws IOException, InterruptedException, ExecutionException, SQLException;
  }

  // The machine is faster in one minute than in the next: what counts is each pair's ratio.
  private static double inTurns(Side with, Side without, Round round)
      throws IOException, InterruptedException, ExecutionException, SQLException {
    List<Double> kept = new ArrayList<>();
    for (int turn = 0; turn < TURNS; turn++) {
      boolean withFirst = turn % 2 == 0;
      double first = round.run(withFirst ? with : without);
      double second = round.run(withFirst ? without : with);
      kept.add(withFirst ? first / second : second / first);
    }
    return 100 * (1 - kept.stream().sorted().toList().get(TURNS / 2));
  }

  /** One of the two services, with people who pay. */
  private record Side(String name, ServiceProcess service, Payers payers) implements AutoCloseable {
    static Side start(String name, Map<String, String> settings)
        throws IOException, InterruptedException {
      ServiceProcess service =
          ServiceProcess.start(Files.createTempDirectory("countersign-audit"), settings);
      Payers payers = Payers.register(service, CLIENTS);
      payers.warmUp();
      payers.lines(LINES, BodyPublishers.ofString(LINE.repeat(LINES)));
      return new Side(name, service, payers);
    }

    double spread(Duration time)
        throws IOException, InterruptedException, ExecutionException, SQLException {
      return watching(
          service, () -> payers.rate(name + ", spread", 201, CLIENTS, time, payers::spread));
    }

    double lines() throws IOException, InterruptedException, ExecutionException, SQLException {
      System.out.print(name + ", ");
      return watching(
          service, () -> payers.lines(LINES, BodyPublishers.ofString(LINE.repeat(LINES))));
    }

    @Override
    public void close() {
      service.close();
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
