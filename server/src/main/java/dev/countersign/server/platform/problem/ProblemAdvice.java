package dev.countersign.server.platform.problem;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.Problem.FieldError;
import java.util.List;
import java.util.Map;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.bind.MissingRequestValueException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns everything a controller, or the framework around it, can throw into a problem. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProblemAdvice extends ResponseEntityExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  @ExceptionHandler
  ResponseEntity<Object> refusal(ProblemException problem) {
    return answer(problem, HttpHeaders.EMPTY);
  }

  /** The container could not decode a query or a form. */
  @ExceptionHandler
  ResponseEntity<Object> undecodable(InvalidParameterException failure) {
    return answer(Problems.of(Problems.codeOf(failure.getErrorCode())), HttpHeaders.EMPTY);
  }

  /** The firewall refused a header or parameter when it was read, for what no text should hold. */
  @ExceptionHandler
  ResponseEntity<Object> firewalled(RequestRejectedException refused) {
    return answer(Problems.of(ErrorCode.MALFORMED_REQUEST), HttpHeaders.EMPTY);
  }

  /**
   * Everything nobody expected. The log has all of it, the caller a sentence and the request id.
   */
  @ExceptionHandler
  ResponseEntity<Object> unexpected(Exception failure) {
    if (BodyTooLargeException.in(failure)) {
      return answer(Problems.of(ErrorCode.PAYLOAD_TOO_LARGE), HttpHeaders.EMPTY);
    }
    ErrorCode code = PublicSentence.codeOf(failure);
    if (code == ErrorCode.INTERNAL_ERROR) {
      LOG.error("A request failed unexpectedly", failure);
    } else {
      LOG.warn("A request failed: {}", code.wireName(), failure);
    }
    return answer(Problems.of(code), HttpHeaders.EMPTY);
  }

  @Override
  protected ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException failure,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return answer(UnreadableBody.explain(failure), headers);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception failure,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    if (status.is5xxServerError()) {
      return unexpected(failure);
    }
    return answer(
        new ProblemException(
            codeOf(failure, status), detail(failure, status), fields(failure), Map.of()),
        headers);
  }

  private static ErrorCode codeOf(Exception failure, HttpStatusCode status) {
    return failure instanceof MissingRequestValueException
            || failure instanceof TypeMismatchException
        ? ErrorCode.INVALID_REQUEST
        : Problems.codeOf(status.value());
  }

  private static String detail(Exception failure, HttpStatusCode status) {
    return codeOf(failure, status).hint();
  }

  private static List<FieldError> fields(Exception failure) {
    return switch (failure) {
      case MissingServletRequestParameterException missing ->
          List.of(new FieldError(missing.getParameterName(), "required", "This field is needed."));
      case MethodArgumentTypeMismatchException mismatch ->
          List.of(
              new FieldError(mismatch.getName(), "malformed", "This is not of the form expected."));
      default -> List.of();
    };
  }

  /** Headers such as {@code Allow} and {@code Accept} come from the framework and stay. */
  private static ResponseEntity<Object> answer(ProblemException problem, HttpHeaders headers) {
    HttpHeaders all = new HttpHeaders();
    all.putAll(headers);
    all.putAll(Problems.headers(problem));
    return ResponseEntity.status(problem.code().status()).headers(all).body(Problems.body(problem));
  }
}
