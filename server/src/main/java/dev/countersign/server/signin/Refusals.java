package dev.countersign.server.signin;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.access.RouteRules;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.problem.ProblemWriter;
import dev.countersign.server.platform.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.PathContainer;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Tells a refused request why: nothing has a rule there, no rule has that method, nobody known is
 * calling, or somebody who may not.
 */
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {
  /** The request attribute that says, as an {@link ErrorCode}, why a known caller may not. */
  static final String REASON = Refusals.class.getName() + ".reason";

  /** The request attribute that names the permission which a known caller lacks. */
  static final String MISSING = Refusals.class.getName() + ".missing";

  private final ProblemWriter problems;

  Refusals(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  public void commence(
      HttpServletRequest request,
      HttpServletResponse response,
      AuthenticationException nobodyIsKnown)
      throws IOException {
    ErrorCode failure =
        request.getAttribute(BearerFilter.FAILURE) instanceof ErrorCode code
            ? code
            : ErrorCode.UNAUTHENTICATED;
    refuse(request, response, failure);
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException notAllowed)
      throws IOException {
    refuse(
        request,
        response,
        request.getAttribute(REASON) instanceof ErrorCode code ? code : ErrorCode.FORBIDDEN);
  }

  private static ProblemException problem(HttpServletRequest request, ErrorCode code) {
    return code == ErrorCode.INSUFFICIENT_SCOPE
        ? new ProblemException(
            code,
            "Insufficient permissions. Missing scopes: " + request.getAttribute(MISSING) + ".")
        : Problems.of(code);
  }

  // Every endpoint has a rule, which a test holds; so what has no rule does not exist.
  private void refuse(HttpServletRequest request, HttpServletResponse response, ErrorCode code)
      throws IOException {
    PathContainer path = ServletRequestPathUtils.parse(request).pathWithinApplication();
    Set<String> methods = RouteRules.methods(path);
    if (methods.isEmpty()) {
      problems.write(response, ErrorCode.NOT_FOUND);
    } else if (RouteRules.find(request.getMethod(), path).isEmpty()) {
      response.setHeader(HttpHeaders.ALLOW, String.join(", ", methods));
      problems.write(response, ErrorCode.METHOD_NOT_ALLOWED);
    } else {
      problems.write(response, problem(request, code));
    }
  }
}
