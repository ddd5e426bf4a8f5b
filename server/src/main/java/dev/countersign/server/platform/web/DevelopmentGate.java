package dev.countersign.server.platform.web;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.platform.config.ServiceSettings;
import dev.countersign.server.platform.config.ServiceSettings.Mode;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.problem.ProblemWriter;
import dev.countersign.server.platform.request.FilterOrder;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * In development mode answers only requests that were meant for this machine: a foreign {@code
 * Host} may be a web page that rebound its name to reach us, and a forwarding header means that
 * somebody has put the service behind a proxy as if it were ready for that.
 */
@Component
@Order(FilterOrder.DEVELOPMENT_GATE)
class DevelopmentGate extends OncePerRequestFilter {
  private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "[::1]", "::1");
  private static final String FOREIGN_HOST =
      "COUNTERSIGN_MODE is development, in which only requests to localhost are answered. Set"
          + " COUNTERSIGN_MODE=production to serve other names.";
  private static final String FORWARDED =
      "COUNTERSIGN_MODE is development, in which forwarded requests are refused. Set"
          + " COUNTERSIGN_MODE=production to run behind a proxy.";

  private final boolean development;
  private final ProblemWriter problems;

  DevelopmentGate(ServiceSettings settings, ProblemWriter problems) {
    this.development = settings.mode() == Mode.DEVELOPMENT;
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !development;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String refusal = refusal(request);
    if (refusal == null) {
      chain.doFilter(request, response);
    } else {
      problems.write(response, new ProblemException(ErrorCode.DEVELOPMENT_MODE, refusal));
    }
  }

  private static @Nullable String refusal(HttpServletRequest request) {
    if (!isLoopbackName(request.getServerName())) {
      return FOREIGN_HOST;
    }
    List<String> names = Collections.list(request.getHeaderNames());
    return names.stream().anyMatch(DevelopmentGate::isForwarding) ? FORWARDED : null;
  }

  private static boolean isForwarding(String header) {
    String name = header.toLowerCase(Locale.ROOT);
    return name.equals("forwarded") || name.startsWith("x-forwarded-");
  }

  static boolean isLoopbackName(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return LOOPBACK_NAMES.contains(name)
        || name.endsWith(".localhost")
        || name.matches("127(\\.[0-9]{1,3}){3}");
  }
}
