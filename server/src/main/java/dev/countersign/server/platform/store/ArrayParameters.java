package dev.countersign.server.platform.store;

import dev.countersign.server.platform.id.TypedId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Binds the parameters of a set-based statement, one after the other: each an array with an element
 * for every row, to be taken apart by {@code unnest}.
 *
 * @param <R> what a row is made of
 */
public final class ArrayParameters<R> {
  private final PreparedStatement statement;
  private final Collection<R> rows;
  private final int[] next;

  private ArrayParameters(PreparedStatement statement, Collection<R> rows, int[] next) {
    this.statement = statement;
    this.rows = rows;
    this.next = next;
  }

  /** Begins with the first parameter of a statement. */
  static <R> ArrayParameters<R> of(PreparedStatement statement, Collection<R> rows) {
    return new ArrayParameters<>(statement, rows, new int[] {1});
  }

  /** Goes on behind the parameters bound so far, with rows of another kind. */
  public <S> ArrayParameters<S> rows(Collection<S> others) {
    return new ArrayParameters<>(statement, others, next);
  }

  /** The next parameter, of type {@code uuid[]}. */
  public ArrayParameters<R> ids(Function<R, @Nullable TypedId> id) throws SQLException {
    return uuids(row -> value(id.apply(row)));
  }

  /** The next parameter, of type {@code uuid[]}. */
  public ArrayParameters<R> uuids(Function<R, @Nullable Object> uuid) throws SQLException {
    List<@Nullable UUID> ids = new ArrayList<>(rows.size());
    for (R row : rows) {
      ids.add((UUID) uuid.apply(row));
    }
    statement.setObject(next[0]++, UuidArray.of(ids));
    return this;
  }

  /** The next parameter, of type {@code text[]}: of each object what it says of itself. */
  public ArrayParameters<R> texts(Function<R, @Nullable Object> text) throws SQLException {
    // Strings, which the driver sends in binary; other objects it would write out and escape.
    @Nullable String[] elements = new @Nullable String[rows.size()];
    int at = 0;
    for (R row : rows) {
      Object value = text.apply(row);
      elements[at++] = value == null ? null : value.toString();
    }
    return set("text", elements);
  }

  /** The next parameter, of type {@code bytea[]}. */
  public ArrayParameters<R> bytes(Function<R, byte @Nullable []> bytes) throws SQLException {
    return set("bytea", rows.stream().map(bytes).toArray(byte[][]::new));
  }

  /** The next parameter, of type {@code bigint[]}. */
  public ArrayParameters<R> longs(ToLongFunction<R> number) throws SQLException {
    return set("int8", rows.stream().mapToLong(number).toArray());
  }

  /** The next parameter, which is one and the same for all rows, and so no array. */
  public ArrayParameters<R> time(Instant time) throws SQLException {
    statement.setObject(next[0]++, OffsetDateTime.ofInstant(time, ZoneOffset.UTC));
    return this;
  }

  /** The next parameter, which is one and the same for all rows, and so no array. */
  public ArrayParameters<R> text(String text) throws SQLException {
    statement.setString(next[0]++, text);
    return this;
  }

  /** The next parameter, which is one and the same for all rows, and so no array. */
  public ArrayParameters<R> number(long number) throws SQLException {
    statement.setLong(next[0]++, number);
    return this;
  }

  private ArrayParameters<R> set(String type, Object elements) throws SQLException {
    PGConnection connection = statement.getConnection().unwrap(PGConnection.class);
    statement.setArray(next[0]++, connection.createArrayOf(type, elements));
    return this;
  }

  private static @Nullable Object value(@Nullable TypedId id) {
    return id == null ? null : id.value();
  }
}
