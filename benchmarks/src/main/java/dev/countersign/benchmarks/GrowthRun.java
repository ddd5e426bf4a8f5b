package dev.countersign.benchmarks;

import dev.countersign.server.platform.id.AccountId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * How fast payments stay as a ledger grows: from a thousand accounts with a hundred thousand
 * entries to ten and to a hundred times as many. People pay accounts at random among all there are.
 * What a ledger has grown by is written by SQL: accounts, payments, entries and idempotency keys.
 * Right after that each page that is touched is logged whole, once; so the figure that counts is
 * taken when that is over.
 *
 * <pre>java -cp … dev.countersign.benchmarks.GrowthRun [seconds]</pre>
 */
final class GrowthRun {
  private static final int CLIENTS = 32;
  private static final int PAYMENTS_EACH = 50;
  private static final Pattern STATEMENTS_END = Pattern.compile(";\\s*\n");
  private static final List<Integer> SIZES = List.of(1_000, 10_000, 100_000);

  private GrowthRun() {}

  static void main(String[] arguments) throws IOException, SQLException {
    Duration time = Duration.ofSeconds(arguments.length > 0 ? Long.parseLong(arguments[0]) : 20);
    Path directory = Files.createTempDirectory("countersign-growth");
    try (ServiceProcess service = ServiceProcess.start(directory, Payers.SETTINGS)) {
      Payers payers = Payers.register(service, CLIENTS);
      payers.warmUp();
      double first = 0;
      int accounts = 0;
      for (int size : SIZES) {
        grow(service, accounts, size);
        accounts = size;
        long entries = count(service);
        String what = "%d accounts, %d entries".formatted(accounts, entries);
        IntFunction<Supplier<byte[]>> people = person -> toAnybody(payers, person, size);
        payers.rate(what + ", at once", 201, CLIENTS, time, people);
        payers.rate(what + ", then", 201, CLIENTS, time.multipliedBy(2), people);
        double rate = payers.rate(what + ", settled", 201, CLIENTS, time, people);
        first = first == 0 ? rate : first;
        System.out.printf("%s, settled: %.2f of the first%n", what, rate / first);
      }
    }
  }

  private static Supplier<byte[]> toAnybody(Payers payers, int person, int accounts) {
    return () ->
        payers.pay(person, account(1 + ThreadLocalRandom.current().nextInt(accounts)).toString());
  }

  private static AccountId account(int number) {
    return new AccountId(new UUID(2, 0x8000000000000000L | number));
  }

  private static void grow(ServiceProcess service, int from, int to)
      throws IOException, SQLException {
    long begun = System.nanoTime();
    try (Connection connection = service.database();
        InputStream script =
            Objects.requireNonNull(GrowthRun.class.getResourceAsStream("growth.sql"))) {
      for (String statement :
          STATEMENTS_END.split(new String(script.readAllBytes(), StandardCharsets.UTF_8), -1)) {
        try (Statement step = connection.createStatement()) {
          step.execute(
              statement
                  .replace(":each", Integer.toString(PAYMENTS_EACH))
                  .replace(":from", Integer.toString(from))
                  .replace(":to", Integer.toString(to)));
        }
      }
    }
    System.out.printf(
        "grown to %d accounts in %d s%n", to, (System.nanoTime() - begun) / 1_000_000_000);
  }

  private static long count(ServiceProcess service) throws SQLException {
    try (Connection connection = service.database();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select count(*) from entries")) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
