package dev.countersign.server.platform.problem;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.platform.store.StoreUnavailable;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.sql.SQLTimeoutException;
import java.util.concurrent.TimeoutException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;

/**
 * What the outside may hear of a failure: one of five sentences, whatever the failure says of
 * itself. Its own words may name hosts, tables or people; they belong into the log only.
 */
public final class PublicSentence {

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
    return found == ErrorCode.INTERNAL_ERROR && StoreUnavailable.isCauseOf(failure)
        ? ErrorCode.UNAVAILABLE
        : found;
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
      case ConnectException _ -> ErrorCode.UNAVAILABLE;
      default -> ErrorCode.INTERNAL_ERROR;
    };
  }
}
