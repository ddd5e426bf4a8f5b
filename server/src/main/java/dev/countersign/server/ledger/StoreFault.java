package dev.countersign.server.ledger;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a failed transaction says about trying again, by its SQLSTATE. */
enum StoreFault {
  /** Rolled back because of what another node did at the same time; the same again can succeed. */
  COLLISION,
  /** The store is not there, or is not answering. */
  UNREACHABLE,
  /** The batch holds something that cannot be posted. */
  POISON;

  // Unique violation: another node has opened the same account or used the same key meanwhile.
  // The others: serialization failure, deadlock, lock not available.
  private static final Set<String> COLLISIONS = Set.of("23505", "40001", "40P01", "55P03");

  // Connection exceptions, insufficient resources, operator intervention, system errors; the last
  // is what a database without disk or in recovery says.
  private static final Set<String> UNREACHABLE_CLASSES = Set.of("08", "53", "57", "58");

  static StoreFault of(Throwable failure) {
    SQLException cause = sqlException(failure);
    if (cause == null) {
      return POISON;
    }
    String state = cause.getSQLState();
    if (state == null || state.length() < 2) {
      // A pool that has no connection to give says no state.
      return UNREACHABLE;
    }
    if (COLLISIONS.contains(state)) {
      return COLLISION;
    }
    return UNREACHABLE_CLASSES.contains(state.substring(0, 2)) ? UNREACHABLE : POISON;
  }

  private static @Nullable SQLException sqlException(Throwable failure) {
    Throwable cause = failure;
    while (cause != null) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
      cause = cause.getCause();
    }
    return null;
  }
}
