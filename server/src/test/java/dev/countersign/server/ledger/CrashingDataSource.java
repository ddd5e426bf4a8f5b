package dev.countersign.server.ledger;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * A way to the store that breaks at a chosen step, where a step is a statement or a commit, and
 * stays broken: what a crash of the service or its database looks like from the code. It breaks
 * before the step reaches the store, or after it was done and before its answer came.
 */
final class CrashingDataSource extends AbstractDataSource {
  private static final Set<String> STEPS =
      Set.of("execute", "executeQuery", "executeUpdate", "commit");

  private final HikariDataSource store;
  private final boolean afterwards;
  private int stepsLeft;
  private boolean dead;

  /**
   * @param steps how many succeed; the next one does not
   * @param afterwards whether that one still happens
   */
  CrashingDataSource(HikariDataSource store, int steps, boolean afterwards) {
    this.store = store;
    this.stepsLeft = steps;
    this.afterwards = afterwards;
  }

  @Override
  public Connection getConnection() throws SQLException {
    requireAlive();
    Connection real = store.getConnection();
    return proxy(Connection.class, real, real);
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new UnsupportedOperationException("one way in is enough");
  }

  private <T> T proxy(Class<T> type, T target, Connection real) {
    InvocationHandler handler = (self, method, arguments) -> call(target, method, arguments, real);
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private @Nullable Object call(
      Object target, Method method, Object @Nullable [] arguments, Connection real)
      throws Throwable {
    if (method.getName().equals("close")) {
      return invoke(target, method, arguments);
    }
    requireAlive();
    Object result;
    if (STEPS.contains(method.getName()) && stepsLeft-- == 0) {
      if (afterwards) {
        invoke(target, method, arguments);
      }
      crash(real);
    }
    result = invoke(target, method, arguments);
    if (result instanceof PreparedStatement statement) {
      return proxy(PreparedStatement.class, statement, real);
    }
    return result instanceof Statement statement ? proxy(Statement.class, statement, real) : result;
  }

  private void crash(Connection real) throws SQLException {
    dead = true;
    store.evictConnection(real);
    real.abort(Runnable::run);
    requireAlive();
  }

  private void requireAlive() throws SQLException {
    if (dead) {
      throw new SQLException("the connection was lost", "08006");
    }
  }

  private static @Nullable Object invoke(
      Object target, Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
