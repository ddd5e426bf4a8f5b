package dev.countersign.server.signin;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.access.RouteRule;
import dev.countersign.server.access.RouteRule.Requirement;
import dev.countersign.server.access.RouteRules;
import dev.countersign.server.platform.secret.Secret;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Reads the bearer token of a request (RFC 6750 §2.1) and makes its caller known. It refuses nobody
 * itself: what a route needs is decided behind it, and why there is no caller is left for the
 * refusal to tell. Where nothing is needed it does not look, so that a client may send its expired
 * token along when it refreshes it.
 */
final class BearerFilter extends OncePerRequestFilter {
  /** The request attribute that says, as an {@link ErrorCode}, why there is no caller. */
  static final String FAILURE = BearerFilter.class.getName() + ".failure";

  private static final Pattern BEARER =
      Pattern.compile("bearer(?: +(.*))?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private final CallerCheck callers;

  BearerFilter(CallerCheck callers) {
    this.callers = callers;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return RouteRules.find(
            request.getMethod(), ServletRequestPathUtils.parse(request).pathWithinApplication())
        .map(RouteRule::requirement)
        .filter(Requirement.Nothing.class::isInstance)
        .isPresent();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    List<String> headers = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
    if (headers.size() > 1) {
      request.setAttribute(FAILURE, ErrorCode.INVALID_TOKEN);
    } else if (headers.size() == 1) {
      bearer(headers.getFirst()).ifPresent(token -> check(request, token));
    }
    chain.doFilter(request, response);
  }

  // Another scheme is no bad token but none.
  private static Optional<Secret> bearer(String header) {
    Matcher bearer = BEARER.matcher(header.strip());
    if (!bearer.matches()) {
      return Optional.empty();
    }
    String token = bearer.group(1);
    return Optional.of(Secret.of(token == null ? "" : token));
  }

  private void check(HttpServletRequest request, Secret token) {
    switch (callers.check(token)) {
      case CallerCheck.Outcome.Known(var caller) -> {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new CallerAuthentication(caller));
        SecurityContextHolder.setContext(context);
      }
      case CallerCheck.Outcome.Refused _ -> request.setAttribute(FAILURE, ErrorCode.INVALID_TOKEN);
      case CallerCheck.Outcome.Unavailable _ ->
          request.setAttribute(FAILURE, ErrorCode.UNAVAILABLE);
    }
  }
}
