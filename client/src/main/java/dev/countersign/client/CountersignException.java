package dev.countersign.client;

import dev.countersign.api.Problem;
import org.jspecify.annotations.Nullable;

/**
 * A call did not do what it was asked to. What kind of failure it is, is in the type; {@link
 * #code()} is stable; the request's id is in the message, for support.
 */
public abstract sealed class CountersignException extends RuntimeException
    permits AuthenticationException,
        ConflictException,
        NetworkException,
        NotFoundException,
        PaymentException,
        PermissionDeniedException,
        RateLimitedException,
        ServiceException,
        TimeoutException,
        ValidationException {
  private static final long serialVersionUID = 1;

  private final String code;
  private final int status;
  private final String requestId;
  private final transient @Nullable Problem problem;

  CountersignException(Failure failure) {
    super(failure.message(), failure.cause());
    this.code = failure.code();
    this.status = failure.status();
    this.requestId = failure.requestId();
    this.problem = failure.problem();
  }

  /** The stable code: one of {@link dev.countersign.api.ErrorCode}, or the client's own. */
  public String code() {
    return code;
  }

  /** The HTTP status; 0 where no answer came. */
  public int status() {
    return status;
  }

  /** The request's id, as it is in the service's log. */
  public String requestId() {
    return requestId;
  }

  /** The service's own words; absent where it sent none that could be read. */
  public @Nullable Problem problem() {
    return problem;
  }
}
