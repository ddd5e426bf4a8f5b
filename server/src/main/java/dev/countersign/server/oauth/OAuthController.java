package dev.countersign.server.oauth;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.Problem;
import dev.countersign.api.Problem.FieldError;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.problem.Problems;
import dev.countersign.server.platform.secret.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** What the endpoints that take a token in a form have in common. */
abstract class OAuthController {
  private static final int TOKEN_MAX = 4096;

  @ExceptionHandler
  ResponseEntity<Problem> refusal(ProblemException problem) {
    return ResponseEntity.status(problem.code().status())
        .headers(Problems.headers(problem))
        .body(Problems.body(problem).withError(errorOf(problem.code())));
  }

  private static String errorOf(ErrorCode code) {
    return switch (code) {
      case INVALID_CLIENT -> "invalid_client";
      case FORBIDDEN -> "unauthorized_client";
      case UNAVAILABLE -> "temporarily_unavailable";
      default -> "invalid_request";
    };
  }

  /** The token of a form. No parameter may come twice (RFC 6749 §3.2). */
  static Secret tokenOf(@Nullable MultiValueMap<String, String> form) {
    if (form == null) {
      throw fault("required", "This field is needed.");
    }
    form.forEach((name, values) -> {
      if (values.size() > 1) {
        throw fault("repeated", "Give each parameter once.");
      }
    });
    String token = form.getFirst("token");
    if (token == null || token.isEmpty()) {
      throw fault("required", "This field is needed.");
    }
    if (token.length() > TOKEN_MAX) {
      throw fault("too_long", "Give at most " + TOKEN_MAX + " characters.");
    }
    return Secret.of(token);
  }

  private static ProblemException fault(String code, String message) {
    return ProblemException.invalid(List.of(new FieldError("token", code, message)));
  }
}
