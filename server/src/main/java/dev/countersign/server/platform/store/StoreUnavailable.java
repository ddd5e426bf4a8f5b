package dev.countersign.server.platform.store;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Tells a database that is away from a request that is wrong: 503, and try again. */
public final class StoreUnavailable {
  /** Connection exception, operator intervention, insufficient resources, read-only standby. */
  private static final List<String> STATES = List.of("08", "57P", "53", "25006");

  private StoreUnavailable() {}

  /** Whether a failure means that the store cannot be reached at the moment. */
  public static boolean isCauseOf(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof DataAccessResourceFailureException
          || cause instanceof CannotCreateTransactionException
          // Neither commit nor rollback went through: the connection is gone, and hides what came
          // before it.
          || cause instanceof TransactionSystemException
          || cause instanceof SQLTransientConnectionException
          || (cause instanceof SQLException sql && isAway(sql.getSQLState()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAway(@Nullable String state) {
    return state != null && STATES.stream().anyMatch(state::startsWith);
  }
}
