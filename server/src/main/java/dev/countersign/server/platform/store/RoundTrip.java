package dev.countersign.server.platform.store;

import dev.countersign.server.platform.id.TypedId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Statements of several owners that go to the database together. It executes them one after the
 * other, each with a snapshot of its own, in the order in which they were added; but there is one
 * way there and one back for all of them, where each alone would wait for its own.
 *
 * <p>It may be made again with what was added since. For one thread, in one transaction.
 */
public final class RoundTrip {
  private final JdbcOperations jdbc;
  private List<Leg<?>> waiting = new ArrayList<>();

  public RoundTrip(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /** Makes a trip for one question, in the open transaction. */
  public static <T> T alone(JdbcOperations jdbc, Function<RoundTrip, Supplier<T>> question) {
    RoundTrip trip = new RoundTrip(jdbc);
    Supplier<T> answer = question.apply(trip);
    trip.make();
    return answer.get();
  }

  /** Binds all parameters of one statement, in their order. */
  public interface Binding {
    void bind(ArrayParameters<?> parameters) throws SQLException;
  }

  /** Reads a result, or a row of one. */
  public interface Reading<T> {
    T read(ResultSet rows) throws SQLException;
  }

  private interface Taking<T> {
    T take(PreparedStatement statement) throws SQLException;
  }

  /** Adds a query, of which each row is read by itself. Its answer can be had after the trip. */
  public <T> Supplier<List<T>> list(String sql, Binding binding, Reading<T> row) {
    return ask(
        sql,
        binding,
        rows -> {
          List<T> all = new ArrayList<>();
          while (rows.next()) {
            all.add(row.read(rows));
          }
          return all;
        });
  }

  /** Adds a query for rows with these ids, its only parameter; none are asked for by nothing. */
  public <I extends TypedId, T> Supplier<List<T>> byIds(
      String sql, Collection<I> ids, Reading<T> row) {
    return ids.isEmpty() ? List::of : list(sql, bound -> bound.rows(ids).ids(id -> id), row);
  }

  /** Adds a query, of which all rows are read at once. Its answer can be had after the trip. */
  public <T> Supplier<T> ask(String sql, Binding binding, Reading<T> reading) {
    return add(
        sql,
        binding,
        statement -> {
          try (ResultSet rows = statement.getResultSet()) {
            return reading.read(rows);
          }
        });
  }

  /** Adds a statement of whose answer nobody wants to know. */
  public void write(String sql, Binding binding) {
    add(sql, binding, PreparedStatement::getUpdateCount);
  }

  /**
   * Makes the trip and commits at its end, which would otherwise be a trip of its own. Nothing may
   * follow in the transaction. Whatever is to keep it from being committed has to fail in the
   * database: by a statement of this trip, or before it.
   */
  public void makeAndCommit() {
    write("commit", parameters -> {});
    make();
  }

  /** Sends what was added and takes the answers; does nothing if nothing was. */
  public void make() {
    if (waiting.isEmpty()) {
      return;
    }
    List<Leg<?>> legs = waiting;
    waiting = new ArrayList<>();
    jdbc.execute(
        legs.stream().map(leg -> leg.sql).collect(Collectors.joining(";")),
        (PreparedStatement statement) -> {
          ArrayParameters<?> parameters = ArrayParameters.of(statement, List.of());
          for (Leg<?> leg : legs) {
            leg.binding.bind(parameters);
          }
          statement.execute();
          for (Leg<?> leg : legs) {
            leg.take(statement);
            statement.getMoreResults();
          }
          return legs.size();
        });
  }

  private <T> Leg<T> add(String sql, Binding binding, Taking<T> taking) {
    Leg<T> leg = new Leg<>(sql, binding, taking);
    waiting.add(leg);
    return leg;
  }

  private static final class Leg<T> implements Supplier<T> {
    private final String sql;
    private final Binding binding;
    private final Taking<T> taking;
    private @Nullable T answer;

    private Leg(String sql, Binding binding, Taking<T> taking) {
      this.sql = sql;
      this.binding = binding;
      this.taking = taking;
    }

    private void take(PreparedStatement statement) throws SQLException {
      answer = taking.take(statement);
    }

    @Override
    public T get() {
      T known = answer;
      if (known == null) {
        throw new IllegalStateException("the trip was not made yet");
      }
      return known;
    }
  }
}
