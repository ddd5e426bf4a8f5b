package dev.countersign.server.signin;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.RouteRule;
import dev.countersign.server.access.RouteRule.Requirement;
import dev.countersign.server.access.RouteRules;
import dev.countersign.server.access.StandingCaller;
import dev.countersign.server.apikeys.ApiKey;
import dev.countersign.server.apikeys.ApiKeyCheck;
import dev.countersign.server.apikeys.KeyUses;
import dev.countersign.server.platform.request.RequestContext;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.ratelimit.Charge;
import dev.countersign.server.ratelimit.OwnLimit;
import dev.countersign.server.tenants.OperatorKey;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Reads the bearer token or the key of a request and makes its caller known. It refuses nobody
 * itself: what a route needs is decided behind it, and why there is no caller is left for the
 * refusal to tell. Where nothing is needed it does not look, so that a client may send its expired
 * token along when it refreshes it. What keys are used for is counted here, whatever comes of it.
 */
final class BearerFilter extends OncePerRequestFilter {
  /** The request attribute that says, as an {@link ErrorCode}, why there is no caller. */
  static final String FAILURE = BearerFilter.class.getName() + ".failure";

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
  private static final int FAILED = 500;
  private static final String NOWHERE = "(none)";

  private final Callers callers;
  private final KeyUses uses;
  private final OperatorKey operator;

  BearerFilter(Callers callers, KeyUses uses, OperatorKey operator) {
    this.callers = callers;
    this.uses = uses;
    this.operator = operator;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return rule(request)
        .map(RouteRule::requirement)
        .filter(Requirement.Nothing.class::isInstance)
        .isPresent();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    long started = System.nanoTime();
    ApiKeyCheck.From from =
        new ApiKeyCheck.From(request.getRemoteAddr(), request.getHeader(HttpHeaders.ORIGIN));
    Presented presented = Presented.of(request);
    Callers.Finding found = callers.find(presented, from);
    switch (found) {
      case Callers.Finding.Known(Caller caller, var _) -> {
        let(caller);
        StandingCaller.set(request, () -> callers.findAgain(presented, from));
      }
      case Callers.Finding.Refused(ErrorCode reason, var _) ->
          request.setAttribute(FAILURE, reason);
      case Callers.Finding.Nothing _ -> byOperatorKey(request);
    }
    ApiKey key = found.key();
    if (key == null) {
      chain.doFilter(request, response);
      return;
    }
    OwnLimit.set(request, new Charge("key " + key.id().value(), key.limit()));
    boolean answered = false;
    try {
      chain.doFilter(request, response);
      answered = true;
    } finally {
      uses.note(key, used(request, answered ? response.getStatus() : FAILED, started));
    }
  }

  private void byOperatorKey(HttpServletRequest request) {
    String key = request.getHeader(OperatorKey.HEADER);
    if (key != null) {
      operator
          .check(Secret.of(key))
          .ifPresentOrElse(
              BearerFilter::let, () -> request.setAttribute(FAILURE, ErrorCode.INVALID_TOKEN));
    }
  }

  private static void let(Caller caller) {
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(new CallerAuthentication(caller));
    SecurityContextHolder.setContext(context);
  }

  // Of what was called, the pattern: there are as many as there are endpoints, whatever comes.
  private static KeyUses.Request used(HttpServletRequest request, int status, long started) {
    Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    String endpoint =
        pattern == null
            ? rule(request).map(RouteRule::pattern).orElse(NOWHERE)
            : pattern.toString();
    return new KeyUses.Request(
        METHODS.contains(request.getMethod()) ? request.getMethod() : NOWHERE,
        endpoint,
        status,
        System.nanoTime() - started,
        request.getRemoteAddr(),
        RequestContext.current().map(RequestContext::userAgent).orElse(null));
  }

  private static Optional<RouteRule> rule(HttpServletRequest request) {
    return RouteRules.find(
        request.getMethod(), ServletRequestPathUtils.parse(request).pathWithinApplication());
  }
}
