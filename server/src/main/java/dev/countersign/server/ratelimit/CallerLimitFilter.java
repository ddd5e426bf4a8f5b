package dev.countersign.server.ratelimit;

import dev.countersign.server.access.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits whoever has shown something, once it has been verified: a verified caller by who they are,
 * anybody else by their address, so that made-up credentials buy nothing.
 */
public final class CallerLimitFilter extends OncePerRequestFilter {
  private final RequestLimits limits;

  public CallerLimitFilter(RequestLimits limits) {
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
    if (admits(SecurityContextHolder.getContext().getAuthentication(), request, response)) {
      chain.doFilter(request, response);
    }
  }

  private boolean admits(
      @Nullable Authentication authentication,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    if (authentication != null && authentication.getPrincipal() instanceof Caller caller) {
      return limits.admit(caller, request, response);
    }
    return limits.admit(request, response);
  }
}
