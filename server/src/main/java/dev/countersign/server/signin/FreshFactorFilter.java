package dev.countersign.server.signin;

import dev.countersign.server.access.RouteRule;
import dev.countersign.server.access.RouteRules;
import dev.countersign.server.factors.FreshFactor;
import dev.countersign.server.platform.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Holds up callers who may do something, but only soon after proving a factor: {@link
 * RouteRule#factorMaxAge}. The answer says how to go on (RFC 9470).
 */
final class FreshFactorFilter extends OncePerRequestFilter {
  private final FreshFactor factors;
  private final ProblemWriter problems;

  FreshFactorFilter(FreshFactor factors, ProblemWriter problems) {
    this.factors = factors;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<Duration> maxAge =
        RouteRules.find(
                request.getMethod(), ServletRequestPathUtils.parse(request).pathWithinApplication())
            .flatMap(rule -> Optional.ofNullable(rule.factorMaxAge()));
    if (maxAge.isPresent() && !isShown(maxAge.get())) {
      problems.write(response, FreshFactor.problem(maxAge.get()));
      return;
    }
    chain.doFilter(request, response);
  }

  private boolean isShown(Duration maxAge) {
    return SecurityContextHolder.getContext().getAuthentication()
            instanceof CallerAuthentication known
        && factors.isShown(known.getPrincipal(), maxAge);
  }
}
