package dev.countersign.server.console;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses forms that the browser says another site sent, before their token is even looked at.
 * Browsers keep cookies apart by host but not by port, so on a developer's machine the page of
 * another program could otherwise set a token's cookie and then send its match.
 */
final class ForeignForms extends OncePerRequestFilter {
  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getMethod().equals("POST");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site == null || site.equals("same-origin") || site.equals("none")) {
      chain.doFilter(request, response);
    } else {
      Failures.staleForm().render(null, request, response);
    }
  }
}
