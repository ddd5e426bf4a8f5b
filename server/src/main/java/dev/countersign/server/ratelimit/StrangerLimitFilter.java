package dev.countersign.server.ratelimit;

import dev.countersign.server.access.RouteRule;
import dev.countersign.server.access.RouteRule.Requirement;
import dev.countersign.server.access.RouteRules;
import dev.countersign.server.platform.request.FilterOrder;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Limits by address whoever shows nothing, by the limits of the tenant that is called, before
 * anything looks at passwords or tokens. Whoever shows something is left to {@link
 * CallerLimitFilter}, behind whatever verifies it; so are pages, where a cookie may show who it is.
 */
@Component
@Order(FilterOrder.STRANGERS)
class StrangerLimitFilter extends OncePerRequestFilter {
  private static final List<String> CREDENTIALS = List.of("Authorization", "X-API-Key");

  private final RequestLimits limits;

  StrangerLimitFilter(RequestLimits limits) {
    this.limits = limits;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return RequestLimits.isExempt(request);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!isStranger(request) || limits.admit(request, response)) {
      chain.doFilter(request, response);
    }
  }

  private static boolean isStranger(HttpServletRequest request) {
    return !RequestLimits.isPage(request)
        && (CREDENTIALS.stream().allMatch(header -> request.getHeader(header) == null)
            || RouteRules.find(
                    request.getMethod(),
                    ServletRequestPathUtils.parse(request).pathWithinApplication())
                .map(RouteRule::requirement)
                .filter(Requirement.Nothing.class::isInstance)
                .isPresent());
  }
}
