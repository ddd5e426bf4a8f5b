package dev.countersign.server.platform.web;

import dev.countersign.server.platform.request.FilterOrder;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets JSON go out whole, in one packet and with its length. Spring flushes what it has written
 * before the answer is finished, so that it would go in chunks, of which the last is empty.
 */
@Component
@Order(FilterOrder.WHOLE_ANSWERS)
final class WholeAnswers extends OncePerRequestFilter {
  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(request, new Whole(response));
  }

  private static final class Whole extends HttpServletResponseWrapper {
    Whole(HttpServletResponse response) {
      super(response);
    }

    @Override
    public void flushBuffer() throws IOException {
      if (!isJson()) {
        super.flushBuffer();
      }
    }

    // Lines of JSON are a stream, and of another type.
    private boolean isJson() {
      String type = getContentType();
      return type != null
          && (type.startsWith("application/json") || type.startsWith("application/problem+json"));
    }
  }
}
