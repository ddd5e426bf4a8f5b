package dev.countersign.server.platform.problem;

import dev.countersign.api.ErrorCode;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.TimeoutException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;

/**
 * What the outside may hear of a failure: one of five sentences, whatever the failure says of
 * itself. Its own words may name hosts, tables or people; they belong into the log only.
 */
public final class PublicSentence {
  /**
   * The class of connection failures in SQL's standard: {@code 08}; and the server's going away.
   */
  private static final String CONNECTION_STATE = "08";

  private static final String SHUTDOWN_STATE = "57P";

  private PublicSentence() {}

  public static String of(Throwable failure) {
    return codeOf(failure).title();
  }

  /** The code a failure nobody expected is answered with. */
  static ErrorCode codeOf(Throwable failure) {
    ErrorCode found = ErrorCode.INTERNAL_ERROR;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      ErrorCode code = codeOfOne(cause);
      if (code != ErrorCode.INTERNAL_ERROR) {
        found = code;
      }
    }
    return found;
  }

  private static ErrorCode codeOfOne(Throwable failure) {
    return switch (failure) {
      case ProblemException problem -> problem.code();
      case AuthenticationException _ -> ErrorCode.INVALID_CREDENTIALS;
      case TimeoutException _,
          SocketTimeoutException _,
          SQLTimeoutException _,
          QueryTimeoutException _,
          AsyncRequestTimeoutException _ ->
          ErrorCode.TIMED_OUT;
      case ConnectException _,
          SQLTransientConnectionException _,
          SQLNonTransientConnectionException _,
          DataAccessResourceFailureException _,
          CannotCreateTransactionException _ ->
          ErrorCode.UNAVAILABLE;
      case SQLException sql when isAway(sql) -> ErrorCode.UNAVAILABLE;
      default -> ErrorCode.INTERNAL_ERROR;
    };
  }

  private static boolean isAway(SQLException failure) {
    String state = failure.getSQLState();
    return state != null
        && (state.startsWith(CONNECTION_STATE) || state.startsWith(SHUTDOWN_STATE));
  }
}
