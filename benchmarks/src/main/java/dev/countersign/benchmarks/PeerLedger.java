package dev.countersign.benchmarks;

import dev.countersign.postgres.Credentials;
import dev.countersign.postgres.EmbeddedPostgres;
import dev.countersign.postgres.EmbeddedPostgresConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * What the same machine does without the service: a ledger in PL/pgSQL called over JDBC by many,
 * one transfer a commit, and the same rows written set-based by one. Both on the embedded
 * PostgreSQL with the service's own settings, durable ones among them.
 */
final class PeerLedger implements AutoCloseable {
  private static final int ACCOUNTS = 1_000;
  private static final int HOT = 1;

  private static final String SET_BASED =
      """
      with moved as (
        select n.from_id, n.to_id, n.amount, n.at
        from unnest(?::bigint[], ?::bigint[], ?::bigint[]) with ordinality
          as n (from_id, to_id, amount, at)
      ), locked as (
        select a.id, a.balance, a.version
        from peer_accounts a
        where a.id = any (array(select from_id from moved union select to_id from moved))
        order by a.id
        for update
      ), transfers as (
        insert into peer_transfers (debited, credited, amount)
        select from_id, to_id, amount from moved order by at
        returning id, debited, credited, amount
      ), sides as (
        select id as transfer_id, debited as account_id, -amount as amount from transfers
        union all
        select id, credited, amount from transfers
      ), running as (
        select
          s.transfer_id, s.account_id, s.amount,
          l.balance + sum(s.amount) over w as balance_after,
          l.version + row_number() over w as version
        from sides s
        join locked l on l.id = s.account_id
        window w as (partition by s.account_id order by s.transfer_id rows unbounded preceding)
      ), entries as (
        insert into peer_entries (
          transfer_id, account_id, amount, balance_before, balance_after, version)
        select transfer_id, account_id, amount, balance_after - amount, balance_after, version
        from running
        returning account_id
      )
      update peer_accounts a
      set balance = a.balance + n.amount, version = a.version + n.entries
      from (
        select account_id, sum(amount) as amount, count(*) as entries
        from sides
        group by account_id
      ) n
      where a.id = n.account_id
      """;

  private final EmbeddedPostgres postgres;
  private final Credentials access;

  private PeerLedger(EmbeddedPostgres postgres) {
    this.postgres = postgres;
    this.access = postgres.owner();
  }

  static PeerLedger start(Path directory) throws IOException, SQLException {
    PeerLedger ledger =
        new PeerLedger(EmbeddedPostgres.start(EmbeddedPostgresConfig.in(directory)));
    try (Connection connection = ledger.connect();
        Statement statement = connection.createStatement();
        InputStream script =
            Objects.requireNonNull(PeerLedger.class.getResourceAsStream("peer-ledger.sql"))) {
      statement.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
      statement.execute(
          "insert into peer_accounts (id, balance, minimum) select i, 1000000000, 0 from"
              + " generate_series(1, "
              + ACCOUNTS
              + ") i");
      statement.execute("analyze");
    }
    return ledger;
  }

  /** Transfers a second, each a call and a commit of its own. */
  double posting(int clients, boolean hot, Duration time) {
    return rate(
        clients,
        time,
        (connection, random) -> {
          try (PreparedStatement call = connection.prepareStatement("select peer_post(?, ?, 1)")) {
            long from = 2 + random.nextLong(ACCOUNTS - 1);
            call.setLong(1, from);
            call.setLong(2, hot ? HOT : 1 + from % ACCOUNTS);
            call.execute();
          }
          return 1;
        });
  }

  /** Milliseconds that one such call takes a lone caller, in the middle. */
  double loneMillis(int calls) throws SQLException {
    double[] millis = new double[calls];
    try (Connection connection = connect();
        PreparedStatement call = connection.prepareStatement("select peer_post(?, ?, 1)")) {
      for (int at = 0; at < calls; at++) {
        long begun = System.nanoTime();
        call.setLong(1, 2 + at % 500);
        call.setLong(2, 502 + at % 400);
        call.execute();
        millis[at] = (System.nanoTime() - begun) / 1e6;
      }
    }
    Arrays.sort(millis);
    return millis[calls / 2];
  }

  /** Transfers a second, so many a statement and commit, by one connection. */
  double setBased(int batch, Duration time) {
    return rate(
        1,
        time,
        (connection, random) -> {
          Long[] from = new Long[batch];
          Long[] to = new Long[batch];
          Long[] amounts = new Long[batch];
          for (int at = 0; at < batch; at++) {
            from[at] = 1 + random.nextLong(ACCOUNTS);
            to[at] = 1 + from[at] % ACCOUNTS;
            amounts[at] = 1L;
          }
          try (PreparedStatement write = connection.prepareStatement(SET_BASED)) {
            write.setArray(1, connection.createArrayOf("bigint", from));
            write.setArray(2, connection.createArrayOf("bigint", to));
            write.setArray(3, connection.createArrayOf("bigint", amounts));
            write.execute();
          }
          return batch;
        });
  }

  private interface Posting {
    int post(Connection connection, RandomGenerator random) throws SQLException;
  }

  private double rate(int clients, Duration time, Posting posting) {
    long begun = System.nanoTime();
    long end = begun + time.toNanos();
    List<Future<Long>> counts = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      for (int client = 0; client < clients; client++) {
        RandomGenerator random = RandomGeneratorFactory.getDefault().create(client);
        counts.add(
            threads.submit(() -> {
              long done = 0;
              try (Connection connection = connect()) {
                while (System.nanoTime() < end) {
                  done += posting.post(connection, random);
                }
              }
              return done;
            }));
      }
    }
    return counts.stream().mapToLong(PeerLedger::join).sum() / ((System.nanoTime() - begun) / 1e9);
  }

  private static long join(Future<Long> count) {
    try {
      return count.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the peer could not post", e.getCause());
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(access.url(), access.user(), access.password());
  }

  @Override
  public void close() {
    postgres.close();
  }
}
