package dev.countersign.server.ratelimit;

import dev.countersign.server.platform.request.FilterOrder;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Sees to it that every answer tells its limit, also one by a filter that comes before requests are
 * counted. They are by {@link StrangerLimitFilter} and {@link CallerLimitFilter}.
 */
@Component
@Order(FilterOrder.RATE_LIMIT)
class RateLimitFilter extends OncePerRequestFilter {
  private final RequestLimits limits;

  RateLimitFilter(RequestLimits limits) {
    this.limits = limits;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return RequestLimits.isExempt(request);
  }

  // Where somebody has called sendError, only the answer's second way can still be written on.
  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getDispatcherType() == DispatcherType.ERROR) {
      limits.tell(request, response);
      chain.doFilter(request, response);
    } else {
      chain.doFilter(request, new Telling(request, response));
      if (!response.isCommitted()) {
        limits.tell(request, response);
      }
    }
  }

  /** Tells the limit before the first of the body, which may be written by whoever refuses. */
  private final class Telling extends HttpServletResponseWrapper {
    private final HttpServletRequest request;

    Telling(HttpServletRequest request, HttpServletResponse response) {
      super(response);
      this.request = request;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
      tell();
      return super.getOutputStream();
    }

    @Override
    public PrintWriter getWriter() throws IOException {
      tell();
      return super.getWriter();
    }

    private void tell() {
      if (!isCommitted()) {
        limits.tell(request, this);
      }
    }
  }
}
