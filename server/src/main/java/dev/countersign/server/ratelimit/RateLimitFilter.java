package dev.countersign.server.ratelimit;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.problem.ProblemWriter;
import dev.countersign.server.platform.request.FilterOrder;
import dev.countersign.server.ratelimit.RateLimits.Decision;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits the doors of sign-in per path and client address, before anything looks at passwords or
 * tokens.
 */
@Component
@Order(FilterOrder.RATE_LIMIT)
class RateLimitFilter extends OncePerRequestFilter {
  private static final String DOORS = "/v1/auth/";

  private final RateLimits limits;
  private final ProblemWriter problems;

  RateLimitFilter(RateLimits limits, ProblemWriter problems) {
    this.limits = limits;
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getMethod().equals("POST") || !request.getServletPath().startsWith(DOORS);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String caller = ClientNetwork.of(request.getRemoteAddr()) + " " + request.getServletPath();
    Decision decision = limits.check(RouteClass.AUTH, caller);
    if (decision.isLimited()) {
      response.setHeader("X-RateLimit-Limit", Integer.toString(decision.limit()));
      response.setHeader("X-RateLimit-Remaining", Integer.toString(decision.remaining()));
      response.setHeader("X-RateLimit-Reset", Long.toString(decision.resetSeconds()));
    }
    if (decision.admitted()) {
      chain.doFilter(request, response);
    } else {
      problems.write(response, tooMany(decision.retryAfterSeconds()));
    }
  }

  private static ProblemException tooMany(long seconds) {
    return new ProblemException(
        ErrorCode.RATE_LIMITED,
        "Try again in " + seconds + " seconds.",
        List.of(),
        Map.of(ProblemException.RETRY_AFTER, Long.toString(seconds)));
  }
}
