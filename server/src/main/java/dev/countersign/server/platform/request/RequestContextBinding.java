package dev.countersign.server.platform.request;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives each request its name and binds its context, before anything else runs. */
@Component
@Order(FilterOrder.CONTEXT)
class RequestContextBinding extends OncePerRequestFilter {
  private static final Logger LOG = LoggerFactory.getLogger("dev.countersign.access");
  private static final String ATTRIBUTE = RequestContext.class.getName();
  private static final String MDC_KEY = "request_id";

  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }

  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    RequestContext context = contextOf(request);
    response.setHeader(RequestIds.HEADER, context.requestId());
    long started = System.nanoTime();
    try (MDC.MDCCloseable _ = MDC.putCloseable(MDC_KEY, context.requestId())) {
      ScopedValue.where(RequestContext.CURRENT, context)
          .call(() -> {
            chain.doFilter(request, response);
            return Boolean.TRUE;
          });
    } catch (ServletException | IOException | RuntimeException failure) {
      throw failure;
    } catch (Exception impossible) {
      throw new ServletException(impossible);
    } finally {
      logAccess(request, response, started, context);
    }
  }

  /** An error's dispatch is the same request again. */
  private static RequestContext contextOf(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof RequestContext known) {
      return known;
    }
    RequestContext context =
        new RequestContext(
            RequestIds.accepted(request.getHeader(RequestIds.HEADER)),
            request.getRemoteAddr(),
            shortened(request.getHeader("User-Agent")));
    request.setAttribute(ATTRIBUTE, context);
    return context;
  }

  private static @Nullable String shortened(@Nullable String userAgent) {
    if (userAgent == null || userAgent.codePoints().anyMatch(Character::isISOControl)) {
      return null;
    }
    return userAgent.substring(0, Math.min(userAgent.length(), RequestContext.USER_AGENT_MAX));
  }

  /** Without the query, which may hold what must not be logged. */
  private static void logAccess(
      HttpServletRequest request,
      HttpServletResponse response,
      long started,
      RequestContext context) {
    if (LOG.isDebugEnabled()) {
      LOG.atDebug()
          .addKeyValue(MDC_KEY, context.requestId())
          .addKeyValue("method", request.getMethod())
          .addKeyValue("path", request.getRequestURI())
          .addKeyValue("status", response.getStatus())
          .addKeyValue("micros", (System.nanoTime() - started) / 1_000)
          .log("request");
    }
  }
}
