package dev.countersign.server.tenants;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.problem.ProblemWriter;
import dev.countersign.server.platform.request.FilterOrder;
import dev.countersign.server.platform.request.RequestTenant;
import dev.countersign.server.ratelimit.RequestLimits;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds out which tenant a request is for: by the header {@code X-Tenant-ID} (or {@code
 * X-API-Identifier}), else by its host, else the one that every installation has. What is suspended
 * is refused here. A token speaks for its own tenant, and is refused where another one is named.
 */
@Component
@Order(FilterOrder.TENANT)
class TenantFilter extends OncePerRequestFilter {
  static final String HEADER = "X-Tenant-ID";
  static final String OTHER_HEADER = "X-API-Identifier";
  private static final int NAME_MAX = 64;

  private final TenantDirectory directory;
  private final RequestLimits limits;
  private final ProblemWriter problems;

  TenantFilter(TenantDirectory directory, RequestLimits limits, ProblemWriter problems) {
    this.directory = directory;
    this.limits = limits;
    this.problems = problems;
  }

  // What watches the service asks about all of it.
  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String path = request.getRequestURI();
    return path.equals("/health") || path.startsWith("/health/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String name = named(request);
    Optional<Tenant> tenant =
        name != null
            ? Optional.of(name)
                .filter(text -> text.length() <= NAME_MAX)
                .flatMap(directory::findNamed)
            : directory.findByHost(hostOf(request));
    if (tenant.isEmpty() && name != null) {
      refuse(ErrorCode.UNKNOWN_TENANT, request, response);
    } else if (tenant.isPresent() && !tenant.get().isActive()) {
      refuse(ErrorCode.TENANT_SUSPENDED, request, response);
    } else {
      RequestTenant called =
          tenant
              .map(found ->
                  new RequestTenant(found.id(), true, name == null ? hostOf(request) : null))
              .orElseGet(() -> new RequestTenant(TenantId.DEFAULT, false, null));
      called.during(() -> chain.doFilter(request, response));
    }
  }

  // Whoever goes no further is counted here.
  private void refuse(ErrorCode code, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (limits.admit(request, response)) {
      problems.write(response, code);
    }
  }

  private static @Nullable String named(HttpServletRequest request) {
    String name = request.getHeader(HEADER);
    return name == null ? request.getHeader(OTHER_HEADER) : name;
  }

  private static String hostOf(HttpServletRequest request) {
    return request.getServerName().toLowerCase(Locale.ROOT);
  }
}
