package dev.countersign.server.platform.problem;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.Problem;
import dev.countersign.server.platform.request.RequestContext;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/** Builds the body and the headers of a problem. */
public final class Problems {
  static final String DOCUMENT = "/docs/errors";
  static final MediaType MEDIA_TYPE = MediaType.APPLICATION_PROBLEM_JSON;

  /** What a client that may try again should wait when nothing better is known. */
  private static final String RETRY_SECONDS = "2";

  private Problems() {}

  public static Problem body(ProblemException problem) {
    ErrorCode code = problem.code();
    String detail = problem.getMessage();
    return new Problem(
            DOCUMENT + "#" + code.wireName(),
            code.title(),
            code.status(),
            detail == null ? code.title() : detail,
            code.wireName(),
            RequestContext.current().map(RequestContext::requestId).orElse(null),
            problem.errors(),
            problem.context())
        .withFactors(problem.factors());
  }

  public static HttpHeaders headers(ProblemException problem) {
    HttpHeaders headers = new HttpHeaders();
    headers.setContentType(MEDIA_TYPE);
    switch (problem.code().status()) {
      case 401 -> headers.set(HttpHeaders.WWW_AUTHENTICATE, challenge(problem));
      case 403 -> {
        if (problem.code() == ErrorCode.INSUFFICIENT_SCOPE) {
          headers.set(HttpHeaders.WWW_AUTHENTICATE, challenge(problem));
        }
      }
      case 429, 503 ->
          headers.set(
              HttpHeaders.RETRY_AFTER,
              problem.context().getOrDefault(ProblemException.RETRY_AFTER, RETRY_SECONDS));
      default -> {}
    }
    return headers;
  }

  /** RFC 6750, section 3: a request without a token learns no error code. */
  private static String challenge(ProblemException problem) {
    return switch (problem.code()) {
      case INVALID_TOKEN -> "Bearer realm=\"countersign\", error=\"invalid_token\"";
      // RFC 9470, section 3.
      case INSUFFICIENT_USER_AUTHENTICATION ->
          "Bearer realm=\"countersign\", error=\"insufficient_user_authentication\","
              + " acr_values=\"%s\", max_age=\"%s\""
                  .formatted(
                      problem.context().getOrDefault("acr_values", ""),
                      problem.context().getOrDefault("max_age", "0"));
      case INSUFFICIENT_SCOPE -> "Bearer realm=\"countersign\", error=\"insufficient_scope\"";
      case INVALID_CLIENT -> "Basic realm=\"countersign\"";
      default -> "Bearer realm=\"countersign\"";
    };
  }

  public static ProblemException of(ErrorCode code) {
    return new ProblemException(code, code.hint(), List.of(), Map.of());
  }

  /** The code for a status that somebody else has chosen: the container or the framework. */
  public static ErrorCode codeOf(int status) {
    return switch (status) {
      case 401 -> ErrorCode.UNAUTHENTICATED;
      case 403 -> ErrorCode.FORBIDDEN;
      case 404 -> ErrorCode.NOT_FOUND;
      case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
      case 406 -> ErrorCode.NOT_ACCEPTABLE;
      case 413, 414, 431 -> ErrorCode.PAYLOAD_TOO_LARGE;
      case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
      case 429 -> ErrorCode.RATE_LIMITED;
      case 503 -> ErrorCode.UNAVAILABLE;
      default -> status >= 500 ? ErrorCode.INTERNAL_ERROR : ErrorCode.MALFORMED_REQUEST;
    };
  }
}
