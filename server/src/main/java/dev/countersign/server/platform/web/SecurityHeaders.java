package dev.countersign.server.platform.web;

import dev.countersign.server.platform.config.ServiceSettings;
import dev.countersign.server.platform.config.ServiceSettings.Mode;
import dev.countersign.server.platform.request.FilterOrder;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Sets the headers that keep browsers from doing more with an answer than it is for. */
@Component
@Order(FilterOrder.HEADERS)
public class SecurityHeaders extends OncePerRequestFilter {
  private static final String CSP = "Content-Security-Policy";

  /** Nothing may be loaded from, or framed by, an answer of the API. */
  public static final Map<String, String> API =
      Map.of(
          CSP,
          "default-src 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Permissions-Policy",
          "camera=(), geolocation=(), microphone=()",
          "Cache-Control",
          "no-store");

  /** Pages load scripts, styles and data from the service itself, and nothing inline. */
  private static final String PAGE_CSP =
      Stream.of(
              "default-src 'none'",
              "script-src 'self'",
              "style-src 'self'",
              "img-src 'self' data:",
              "font-src 'self'",
              "connect-src 'self'",
              "form-action 'self'",
              "base-uri 'none'",
              "frame-ancestors 'none'")
          .collect(Collectors.joining("; "));

  private static final String HSTS = "max-age=31536000; includeSubDomains";

  private final boolean development;

  SecurityHeaders(ServiceSettings settings) {
    this.development = settings.mode() == Mode.DEVELOPMENT;
  }

  /** What the container refuses before the filters meets them only on its way to the error page. */
  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    API.forEach(response::setHeader);
    if (isPage(request.getServletPath())) {
      response.setHeader(CSP, PAGE_CSP);
    }
    if (isBelow(request.getServletPath(), "/console", "/docs")) {
      // Forms must tell the service that they come from its own pages.
      response.setHeader("Referrer-Policy", "same-origin");
    }
    if (!development) {
      response.setHeader("Strict-Transport-Security", HSTS);
    }
    chain.doFilter(request, response);
  }

  private static boolean isPage(String path) {
    return isBelow(path, "/console", "/docs") || isBelow(path, "/verify", "/reset", "/invitation");
  }

  private static boolean isBelow(String path, String... roots) {
    return Stream.of(roots).anyMatch(root -> path.equals(root) || path.startsWith(root + "/"));
  }
}
