package dev.countersign.server.platform.web;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.platform.problem.ProblemWriter;
import dev.countersign.server.platform.request.FilterOrder;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses bodies beyond their limit: at once where the length is told, while reading otherwise. */
@Component
@Order(FilterOrder.BODY_LIMIT)
class BodyLimit extends OncePerRequestFilter {
  static final DataSize USUAL = DataSize.ofMegabytes(1);
  static final DataSize BATCH = DataSize.ofMegabytes(8);

  /** What is taken line by line and never held: a million payments. */
  static final DataSize LINES = DataSize.ofGigabytes(1);

  private final ProblemWriter problems;

  BodyLimit(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    long bytesMax = limitOf(request).toBytes();
    if (request.getContentLengthLong() > bytesMax) {
      problems.write(response, ErrorCode.PAYLOAD_TOO_LARGE);
    } else {
      chain.doFilter(new LimitedBody(request, bytesMax), response);
    }
  }

  private static DataSize limitOf(HttpServletRequest request) {
    String path = request.getServletPath();
    if (path.equals("/v1/transactions/batch")) {
      String type = request.getContentType();
      return type != null && type.startsWith(MediaType.APPLICATION_NDJSON_VALUE) ? LINES : BATCH;
    }
    boolean large =
        (path.startsWith("/v1/admin/") && path.endsWith("/batch"))
            || path.equals("/v1/reconciliation/imports");
    return large ? BATCH : USUAL;
  }
}
