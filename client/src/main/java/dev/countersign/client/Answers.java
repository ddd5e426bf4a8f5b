package dev.countersign.client;

import dev.countersign.api.Problem;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Reads what the service answered: a value, or a failure with its type. */
final class Answers {
  private Answers() {}

  /**
   * The value of a good answer.
   *
   * @throws CountersignException for every other
   */
  static <T> Reply<T> read(Call<T> call, HttpResponse<byte[]> response, String sentId) {
    String requestId = response.headers().firstValue("X-Request-ID").orElse(sentId);
    int status = response.statusCode();
    if ((status < 200 || status > 299) && status != call.alsoGood()) {
      throw refusal(status, response.headers(), response.body(), requestId);
    }
    boolean replayed =
        response.headers().firstValue("Idempotency-Replayed").map("true"::equals).orElse(false);
    if (call.answer() == Call.Nothing.class) {
      return new Reply<>(call.answer().cast(new Call.Nothing()), status, replayed);
    }
    if (call.answer() == byte[].class) {
      return new Reply<>(call.answer().cast(response.body()), status, replayed);
    }
    try {
      return new Reply<>(Json.read(response.body(), call.answer()), status, replayed);
    } catch (JacksonException e) {
      throw new ServiceException(
          new Failure(
              "unreadable_answer",
              status,
              requestId,
              "The answer is not what was expected",
              null,
              null,
              e));
    }
  }

  /** What an answer means that is not a good one. */
  static CountersignException refusal(int status, HttpHeaders headers, byte[] body, String sentId) {
    String requestId = headers.firstValue("X-Request-ID").orElse(sentId);
    Problem problem = problem(body);
    String code = problem == null ? "status_" + status : problem.code();
    String detail = problem == null ? "The service answered no problem document" : problem.detail();
    Failure failure =
        new Failure(code, status, requestId, detail, problem, retryAfter(headers), null);
    return switch (status) {
      case 400, 405, 406, 413, 415 -> new ValidationException(failure);
      case 401 -> new AuthenticationException(failure);
      case 403 -> new PermissionDeniedException(failure);
      case 404 -> new NotFoundException(failure);
      case 409 -> new ConflictException(failure);
      case 422 -> unprocessable(failure);
      case 429 -> new RateLimitedException(failure);
      default -> new ServiceException(failure);
    };
  }

  private static CountersignException unprocessable(Failure failure) {
    return switch (failure.code()) {
      case "insufficient_funds" -> new InsufficientFundsException(failure);
      case "weak_password", "invalid_code" -> new ValidationException(failure);
      default -> new PaymentException(failure);
    };
  }

  private static @Nullable Problem problem(byte[] body) {
    try {
      Problem problem = Json.read(body, Problem.class);
      return problem.code() == null || problem.detail() == null ? null : problem;
    } catch (JacksonException e) {
      // Something in between answered, a proxy say; its status is all that can be told.
      return null;
    }
  }

  /** Seconds only: the service never sends a date. */
  private static @Nullable Duration retryAfter(HttpHeaders headers) {
    return headers
        .firstValue("Retry-After")
        .filter(value -> value.matches("[0-9]{1,9}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)))
        .orElse(null);
  }
}
