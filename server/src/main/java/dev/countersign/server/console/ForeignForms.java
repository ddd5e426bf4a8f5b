package dev.countersign.server.console;

import dev.countersign.server.platform.web.ForeignPages;
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
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (ForeignPages.isForgery(request)) {
      Failures.staleForm().render(null, request, response);
    } else {
      chain.doFilter(request, response);
    }
  }
}
